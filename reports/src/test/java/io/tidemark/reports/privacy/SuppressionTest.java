package io.tidemark.reports.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SuppressionTest {
  private static final Suppression TWENTY = new Suppression(20);

  private static List<long[]> rows(long... counts) {
    List<long[]> cells = new ArrayList<>();
    for (long count : counts) {
      cells.add(new long[] {count});
    }
    return cells;
  }

  @Test
  void aCellOfKRowsIsShownAndOneOfOneLessIsNot() {
    assertThat(TWENTY.hidden(rows(20, 300, 400))).isEmpty();
    assertThat(TWENTY.hidden(rows(19, 19, 300, 400))).containsExactly(0, 1);
    assertThat(TWENTY.isSmall(19)).isTrue();
    assertThat(TWENTY.isSmall(20)).isFalse();
  }

  @Test
  void aCellWithoutRowsTellsOfNobody() {
    assertThat(TWENTY.hidden(rows(0, 300, 400))).isEmpty();
    assertThat(TWENTY.isSmallPart(0, 300)).isFalse();
  }

  @Test
  void aSingleSmallCellTakesTheNextSmallestWithItSinceTheTotalWouldGiveItAway() {
    assertThat(TWENTY.hidden(rows(300, 5, 400, 250))).containsExactly(1, 3);
  }

  @Test
  void smallCellsThatAreEnoughTogetherTakeNoOther() {
    assertThat(TWENTY.hidden(rows(12, 300, 8, 400))).containsExactly(0, 2);
    assertThat(TWENTY.hidden(rows(11, 300, 8, 400))).containsExactly(0, 1, 2);
  }

  @Test
  void aCellIsHiddenWhereAnyOfItsSidesIsSmallAndAllSidesMustBeEnoughTogether() {
    List<long[]> cells =
        List.of(new long[] {500, 3}, new long[] {40, 60}, new long[] {0, 900}, new long[] {90, 0});

    assertThat(TWENTY.hidden(cells)).containsExactly(0, 1, 3);
  }

  @Test
  void whatIsLeftAfterAllButFewIsAsSmallAsFew() {
    assertThat(TWENTY.isSmallPart(281, 300)).isTrue();
    assertThat(TWENTY.isSmallPart(280, 300)).isFalse();
    assertThat(TWENTY.isSmallPart(300, 300)).isFalse();
  }

  @Test
  void noTableGivesAwayACellOfFewRowsUnlessAllOfItIsHidden() {
    Random random = new Random(20260302);
    for (int i = 0; i < 2_000; i++) {
      List<long[]> cells = new ArrayList<>();
      for (int cell = 0; cell < 1 + random.nextInt(8); cell++) {
        cells.add(new long[] {random.nextInt(40), random.nextInt(90)});
      }

      Set<Integer> hidden = TWENTY.hidden(cells);

      for (int cell = 0; cell < cells.size(); cell++) {
        boolean small = TWENTY.isSmall(cells.get(cell)[0]) || TWENTY.isSmall(cells.get(cell)[1]);
        assertThat(hidden.contains(cell) || !small).isTrue();
      }
      boolean all = hidden.size() == cells.stream().filter(c -> c[0] + c[1] > 0).count();
      assertThat(all || !TWENTY.togetherSmall(cells, hidden)).isTrue();
    }
  }
}
