package io.tidemark.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.checks.CheckResult;
import io.tidemark.checks.CheckStatus;
import io.tidemark.checks.Severity;
import io.tidemark.checks.SuiteResult;
import io.tidemark.jobs.RunOutcome;
import io.tidemark.reports.Failure;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.RunVerdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class SummaryTest {
  private static final String HOSTILE =
      "found `x\n::error title=forged::y\r\n  ::add-mask::z` ##[error]w ##vso[task.x]\u001b[31m";

  private final StringWriter text = new StringWriter();
  private final Summary summary = new Summary(new PrintWriter(text, true), Ansi.OFF);

  private List<String> lines() {
    return text.toString().lines().toList();
  }

  private void assertThatNothingIsACommand() {
    assertThat(lines()).noneMatch(line -> line.stripLeading().startsWith("::"));
    assertThat(text.toString()).doesNotContain("##[", "##vso[", "\u001b");
  }

  @Test
  void noTextOfTheDataIsACommandToTheRunnerOfAPipeline() {
    Instant now = Instant.parse("2026-03-02T06:00:00Z");
    RunResult run =
        RunResult.builder("r", "m", "validate", "dev")
            .verdict(RunVerdict.FAIL, HOSTILE)
            .time(now, now)
            .checks(
                new SuiteResult(
                    List.of(
                        new CheckResult(
                            HOSTILE,
                            "pattern",
                            List.of("a"),
                            Severity.ERROR,
                            CheckStatus.FAIL,
                            "",
                            0.5,
                            HOSTILE))))
            .notCompared(HOSTILE)
            .build();

    summary.run(new RunOutcome(run, 10, "verdict.json", null, null));

    assertThatNothingIsACommand();
    assertThat(lines())
        .anyMatch(line -> line.startsWith("FAIL  found `x\\u000a::error title=forged::y\\u000d"));
    assertThat(lines()).anyMatch(line -> line.startsWith("check  found `x\\u000a::error"));
  }

  @Test
  void anErrorOfSeveralLinesKeepsThemAndNoneIsACommand() {
    summary.failure(
        new Failure("BAD_CONFIGURATION", "2 problems:\n::error::one\n  two", HOSTILE, "mend"),
        null);

    assertThatNothingIsACommand();
    assertThat(lines())
        .startsWith("error BAD_CONFIGURATION: 2 problems:", "\\u003a:error::one", "  two");
  }
}
