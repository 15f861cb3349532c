package io.tidemark.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.reports.machine.MarkdownSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.autolink.AutolinkType;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MarkdownSummaryTest {
  private static final Parser PARSER =
      Parser.builder()
          .extensions(
              List.of(
                  TablesExtension.create(),
                  AutolinkExtension.builder()
                      .linkTypes(AutolinkType.URL, AutolinkType.WWW)
                      .build()))
          .build();

  static Stream<RunResult> results() {
    return Stream.concat(
        ResultJsonTest.results(),
        Stream.of(
                "https://evil.example/ www.evil.example a@evil.example",
                "# title\n- item\n1. item\n> quote\n\n---\n```\ncode",
                "a | b \\| c `|` \\` ``|`` \\\\",
                "[x](javascript:alert(1)) ![x](y) <http://evil.example> *b* _i_ ~~s~~ &lt;",
                "12. twelve",
                "=== ---")
            .map(SampleResults::hostile));
  }

  @ParameterizedTest
  @MethodSource("results")
  void nothingInTheDataHasAMeaningInMarkdown(RunResult run) {
    List<Node> nodes = nodes(MarkdownSummary.render(run, "out/report.html"));

    assertThat(nodes).doesNotHaveAnyElementsOfTypes(Link.class, Image.class, HtmlInline.class);
    assertThat(nodes)
        .filteredOn(HtmlBlock.class::isInstance)
        .allSatisfy(
            html ->
                assertThat(((HtmlBlock) html).getLiteral())
                    .matches("<details><summary>[0-9a-z, ]+</summary>|</details>"));
    assertThat(nodes)
        .filteredOn(Heading.class::isInstance)
        .allSatisfy(
            h ->
                assertThat(((Text) h.getFirstChild()).getLiteral())
                    .matches(".{1,3}Tidemark |Findings|Model "));
    assertThat(nodes)
        .filteredOn(TableRow.class::isInstance)
        .allSatisfy(row -> assertThat(cells(row)).isEqualTo(cells(firstRow(row))));
  }

  @ParameterizedTest
  @MethodSource("results")
  void noSummaryIsLongerThanACommentMayBe(RunResult run) {
    assertThat(MarkdownSummary.render(run, "x".repeat(70_000)).length())
        .isLessThanOrEqualTo(MarkdownSummary.MOST_CHARACTERS);
  }

  @Test
  void whatDoesNotFitIsCounted() {
    String summary = MarkdownSummary.render(SampleResults.wide(3_000, 0), null);

    assertThat(summary.length())
        .isBetween(MarkdownSummary.MOST_CHARACTERS - 7_000, MarkdownSummary.MOST_CHARACTERS);
    assertThat(summary).containsPattern("\\| … and [0-9]+ more \\|");
    assertThat(summary).contains("### Model");
  }

  @Test
  void theWorstComesFirstAndWhatPassedIsFolded() {
    String summary = MarkdownSummary.render(SampleResults.broken(6), null);

    assertThat(summary).startsWith("## ❌ Tidemark `flights`: ERROR\n");
    assertThat(summary.indexOf("satisfies(arrival > departure)"))
        .isLessThan(summary.indexOf("isComplete(date)"));
    assertThat(summary.indexOf("completeness(delay)")).isLessThan(summary.indexOf("<details>"));
    assertThat(summary.indexOf("completeness(origin)")).isGreaterThan(summary.indexOf("<details>"));
    assertThat(summary).contains("**Retraining** HELD");
  }

  private static List<Node> nodes(String markdown) {
    List<Node> nodes = new ArrayList<>();
    collect(PARSER.parse(markdown), nodes);
    return nodes;
  }

  private static void collect(Node node, List<Node> into) {
    into.add(node);
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      collect(child, into);
    }
  }

  private static Node firstRow(Node row) {
    Node table = row.getParent().getParent();
    return table.getFirstChild().getFirstChild();
  }

  private static long cells(Node row) {
    long count = 0;
    for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
      count += cell instanceof TableCell ? 1 : 0;
    }
    return count;
  }
}
