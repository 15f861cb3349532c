package io.tidemark.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.deequ.checks.Check;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DeequCoverageTest {
  /** What a check does besides adding one of its constraints. */
  private static final Set<String> OTHERS =
      Set.of("addConstraint", "apply", "copy", "fromConstraint");

  @Test
  void theDocumentationNamesEveryConstraintOfADeequCheck() throws Exception {
    String page = Files.readString(Path.of(System.getProperty("tidemark.root"), "docs/checks.md"));
    String table = page.substring(page.indexOf("## Coming from Deequ"));
    Set<String> named =
        Pattern.compile("`(\\w+)`")
            .matcher(
                table
                    .lines()
                    .filter(line -> line.startsWith("| `"))
                    .map(line -> line.substring(0, line.indexOf(" | ")))
                    .collect(Collectors.joining()))
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> constraints =
        Arrays.stream(Check.class.getMethods())
            .filter(method -> Check.class.isAssignableFrom(method.getReturnType()))
            .map(method -> method.getName())
            .filter(name -> !OTHERS.contains(name) && !name.contains("$"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(named).isEqualTo(constraints);
  }
}
