package io.tidemark.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidemark.drift.DriftOptions;
import io.tidemark.drift.Role;
import io.tidemark.drift.WindowOptions;
import io.tidemark.drift.multivariate.MultivariateOptions;
import io.tidemark.drift.reference.ReferenceOptions;
import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.Threshold;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked // a part that is missing fails the test
class DriftConfigTest {
  private static final String SMALL = "monitor: m\ntable: lake/t\n";

  private static Monitor parse(String yaml) {
    return new MonitorLoader().parse("m.yaml", yaml, Map.of());
  }

  private static List<String> problems(String yaml) {
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> parse(yaml));
    assertThat(e).as("the monitor was accepted:%n%s", yaml).isNotNull();
    return e.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void theComparisonIsReadInAllItsForms() {
    String both = SMALL + "reference: 3\ndrift: ";

    assertThat(DriftSettings.against(parse(SMALL))).isEmpty();
    assertThat(DriftSettings.against(parse(both + "{alpha: 0.01}\n")))
        .contains(new Against.Reference("3"));
    assertThat(DriftSettings.against(parse(both + "{against: reference}\n")))
        .contains(new Against.Reference("3"));
    assertThat(DriftSettings.against(parse(both + "{against: previous}\n")))
        .contains(new Against.Previous());
    assertThat(DriftSettings.against(parse(SMALL + "drift: {against: {trailing: 5}}\n")))
        .contains(new Against.Trailing(5));
  }

  @Test
  void theDefaultComparisonSpelledOutIsNoOtherMonitor() {
    String plain = SMALL + "reference: 3\ndrift: {alpha: 0.01}\n";
    String spelledOut = SMALL + "reference: 3\ndrift: {alpha: 0.01, against: reference}\n";

    assertThat(MonitorLoader.canonical(parse(spelledOut)))
        .isEqualTo(MonitorLoader.canonical(parse(plain)));
  }

  @Test
  void slicesRolesWindowsAndWeightsReachTheOptions() {
    Monitor monitor =
        parse(
            SMALL
                + """
                drift:
                  slices: [origin, [carrier, month]]
                  slice_limits: {max: 9}
                  window: {column: date, every: 6 hours}
                  target: delay
                  weights: {distance: 0.4}
                  thresholds:
                    total_variation: {drift: 0.2}
                    wasserstein: {warn: 0.02}
                """);
    ReferenceOptions reference = DriftSettings.referenceOptions(monitor);
    DriftOptions drift =
        DriftSettings.driftOptions(
            monitor, List.of("delay", "distance", "origin"), monitor.drift().weights().columns());

    assertThat(reference.slices()).containsExactly(List.of("origin"), List.of("carrier", "month"));
    assertThat(reference.minSliceRows()).isEqualTo(1000);
    assertThat(reference.maxSlices()).isEqualTo(9);
    assertThat(drift.window()).isEqualTo(new WindowOptions("date", Duration.ofHours(6), 366));
    assertThat(drift.columns().get("delay").role()).isEqualTo(Role.TARGET);
    assertThat(drift.columns().get("distance").weight()).isEqualTo(0.4);
    assertThat(drift.columns().get("origin").weight()).as("not named").isZero();
    assertThat(drift.defaults().of(Measure.TOTAL_VARIATION)).isEqualTo(new Threshold(0.1, 0.2));
    assertThat(drift.defaults().of(Measure.WASSERSTEIN)).isEqualTo(new Threshold(0.02, 0.1));
    assertThat(drift.defaults().of(Measure.L_INFINITY)).isEqualTo(Threshold.NONE);
  }

  @Test
  void everyDefaultOfSlicesAndWindowsIsTheOneInForce() {
    var drift = new MonitorSchema().tree().at("/properties/drift/properties");
    ReferenceOptions options =
        DriftSettings.referenceOptions(parse(SMALL + "drift: {slices: [a]}\n"));

    assertThat(drift.at("/slice_limits/properties/min_rows/default").asLong())
        .isEqualTo(options.minSliceRows());
    assertThat(drift.at("/slice_limits/properties/max/default").asInt())
        .isEqualTo(options.maxSlices());
    assertThat(drift.at("/window/properties/max/default").asInt())
        .isEqualTo(WindowOptions.DEFAULT_MAX);
    assertThat(drift.at("/multivariate/properties/sample_rows/default").asInt())
        .isEqualTo(MultivariateOptions.standard().sampleRows());
  }

  @ParameterizedTest
  @CsvSource({
    "1 day, PT24H",
    "2 Weeks, PT336H",
    "30 minutes, PT30M",
    "6hours, PT6H",
    "P1D, PT24H",
    "P2W, PT336H",
    "PT90M, PT90M",
  })
  void aWindowIsAsLongAsItSays(String every, Duration length) {
    Monitor monitor = parse(SMALL + "drift: {window: {column: t, every: " + every + "}}\n");

    assertThat(DriftSettings.window(monitor.drift()).every()).isEqualTo(length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{against: refrence} | `drift.against` is neither `reference` nor `previous` nor a map such as"
            + " `{ trailing: 5 }`; did you mean `reference`? (`refrence`)",
        "{against: {trailing: 0}} | `drift.against.trailing` is `0`, but must be at least 1",
        "{against: {}} | `drift.against` lacks the key `trailing`",
        "{against: {trailing: 3, last: 3}} | unknown key `last` in `drift.against`; known keys: trailing",
        "{against: reference} | `drift.against` is `reference`, but the monitor has no `reference`; add one, or"
            + " compare with `previous`",
        "{window: {column: d, every: 1 fortnight}} | `drift.window.every` is no length of a window; write it as"
            + " `1 day`, `6 hours` or `30 minutes`, or as an ISO 8601 duration such as `PT12H` (`1 fortnight`)",
        "{window: {column: d, every: 0 days}} | `drift.window.every` is not longer than nothing (`0 days`)",
        "{window: {column: d}} | `drift.window` lacks the key `every`",
        "{slices: [[a, b, c, d, e]]} | `drift.slices[1]` is a list, but must have at most 4 entries",
        "{slices: [[a, a]]} | `drift.slices[1]` is a list, but must not have an entry twice",
        "{slices: [[a, b], c, [b, a]]} | `drift.slices[3]` slices by b and a, as an entry before it does; remove one"
            + " of them",
        "{slice_limits: {max: 0}} | `drift.slice_limits.max` is `0`, but must be at least 1",
        "{weights: model} | `drift.weights` is neither `from_model` nor a map of columns such as"
            + " `{ distance: 0.4 }` (`model`)",
        "{weights: {}} | `drift.weights` is an empty map; name at least one column",
        "{weights: {a: -1}} | `drift.weights.a` is `-1`, but must be at least 0",
        "{weights: {a: 0}} | `drift.weights` are all 0; at least one column must weigh something",
        "{weights: from_model} | `drift.weights` is `from_model`, but the monitor has no `training`, hence no model;"
            + " add it, or give the weights",
        "{target: a, prediction: a} | `drift.prediction` is `a`, which is `drift.target`; a column cannot be both",
        "{target: a, exclude: [a]} | `drift.target` is about column `a`, which `drift.exclude` leaves out; mend one"
            + " of them",
        "{weights: {a: 1}, include: [b]} | `drift.weights` is about column `a`, which `drift.include` does not name;"
            + " mend one of them",
        "{include: [a], exclude: [a]} | `drift.include` and `drift.exclude` both name a; remove one of them",
        "{multivariate: {sample_rows: 5}} | `drift.multivariate.sample_rows` is `5`, but must be at least 100",
        "{thresholds: {wassertein: {drift: 1}}} | unknown key `wassertein` in `drift.thresholds`; did you mean"
            + " `wasserstein`?",
      })
  void mistakesInDriftAreToldWithTheirLine(String drift, String problem) {
    assertThat(problems(SMALL + "drift: " + drift + "\n")).containsExactly("m.yaml:3: " + problem);
  }

  @Test
  void everyMeasureHasAThresholdThatCanBeSet() {
    var thresholds = new MonitorSchema().tree().at("/$defs/thresholds/properties");

    assertThat(thresholds.size()).isEqualTo(Measure.values().length);
  }
}
