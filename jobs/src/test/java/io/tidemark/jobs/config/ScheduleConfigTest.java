package io.tidemark.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key {@code schedule} of a monitor. */
class ScheduleConfigTest {
  private static final String SMALL = "monitor: m\ntable: t\n";
  private static final String WHOLE =
      """
      schedule:
        start: 2026-01-01
        timezone: Europe/Berlin
        catchup: true
        pool: spark
        retries: 3
        retry_delay: PT1M
        timeout: PT1H
        deadline: PT3H
        gate: { cron: "15 6 * * MON-FRI", retries: 0 }
        housekeeping: { cron: "@weekly", pool: default_pool }
      """;

  private static Monitor parse(String rest) {
    return new MonitorLoader().parse("m.yaml", SMALL + rest, Map.of());
  }

  private static List<String> problems(String rest) {
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> parse(rest));
    assertThat(e).as("the monitor was accepted:%n%s", rest).isNotNull();
    return e.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void noResultDependsOnTheSchedule() {
    assertThat(MonitorLoader.canonical(parse(WHOLE))).isEqualTo(MonitorLoader.canonical(parse("")));
  }

  @Test
  void allMistakesAreToldAtOnceWithTheirLines() {
    assertThat(
            problems(
                """
                schedule:
                  start: 01.02.2026
                  timezone: CEST
                  retries: -1
                  every: 1 day
                  timeout: PT0S
                  gate: { cron: daily, deadline: P0D }
                  retrain: { cron: "@weekly" }
                  monitor: {}
                """))
        .containsExactlyInAnyOrder(
            "m.yaml:4: `schedule.start` is not a day such as `2026-01-31` (`01.02.2026`)",
            "m.yaml:5: `schedule.timezone` is not the name of a time zone such as `UTC` or `Europe/Berlin` (`CEST`)",
            "m.yaml:6: `schedule.retries` is `-1`, but must be at least 0",
            "m.yaml:7: unknown key `every` in `schedule`; known keys: start, timezone, catchup, pool, retries, retry_delay, timeout, deadline, gate, retrain, monitor, housekeeping",
            "m.yaml:8: `schedule.timeout` is `PT0S`, but must be longer than nothing",
            "m.yaml:9: `schedule.gate.cron` is `daily`, but must match ^(@(hourly|daily|weekly|monthly|yearly)|[0-9A-Za-z*,/#-]+( +[0-9A-Za-z*,/#-]+){4})$",
            "m.yaml:9: `schedule.gate.deadline` is `P0D`, but must be longer than nothing",
            "m.yaml:10: `schedule.retrain` is about a model, but the monitor has no `training`; add it, or remove the schedule",
            "m.yaml:11: `schedule.monitor` is about an inference log, but the monitor has no `inference`; add it, or remove the schedule");
    assertThat(problems("schedule: { catchup: true }\n"))
        .containsExactly(
            "m.yaml:3: `schedule.catchup` needs `schedule.start`, the first day; add it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"schedule: daily", "schedule: []", "schedule: {gate: daily}"})
  void aScheduleThatIsNoMapIsTold(String yaml) {
    assertThat(problems(yaml + "\n")).singleElement().asString().contains("must be a map, not");
  }
}
