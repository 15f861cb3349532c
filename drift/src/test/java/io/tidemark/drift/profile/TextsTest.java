package io.tidemark.drift.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class TextsTest {
  private static final int[] CHARACTERS = {'a', 'é', 'ж', '東', '\uFFFD', 0x1F30A};

  @Test
  void theLengthIsInCharactersAsSparkCountsThem() {
    Random random = new Random(5);
    for (int i = 0; i < 5000; i++) {
      StringBuilder text = new StringBuilder();
      for (int size = random.nextInt(40); size > 0; size--) {
        text.appendCodePoint(CHARACTERS[random.nextInt(CHARACTERS.length)]);
      }
      UTF8String bytes = UTF8String.fromString(text.toString());
      assertThat(Texts.length(bytes)).as("%s", text).isEqualTo(bytes.numChars());
    }
  }
}
