package io.tidemark.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidemark.checks.Severity;
import io.tidemark.checks.schema.ColumnRule;
import io.tidemark.checks.schema.Evolution;
import io.tidemark.checks.schema.SchemaContract;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractsTest {
  private static final String SMALL = "monitor: m\ntable: lake/t\n";

  private static Monitor.Schema parse(String yaml) {
    Monitor monitor = new MonitorLoader().parse("m.yaml", SMALL + yaml, Map.of());
    return Objects.requireNonNull(monitor.schema());
  }

  private static List<String> problems(String yaml) {
    ConfigException e =
        catchThrowableOfType(
            ConfigException.class,
            () -> new MonitorLoader().parse("m.yaml", SMALL + yaml, Map.of()));
    assertThat(e).as("the monitor was accepted:%n%s", yaml).isNotNull();
    return e.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void aContractHasTheColumnsInTheOrderOfTheFile() {
    SchemaContract contract =
        Contracts.of(
            parse(
                """
                schema:
                  required: { origin: string, delay: int not null, fare: "decimal(10,2)", to: string }
                  optional: { diverted: boolean, "a.b `c` é": any }
                  others: refused
                  evolution: [rename, drop]
                  severity: warn
                """));

    assertThat(contract.columns())
        .extracting(ColumnRule::name)
        .containsExactly("origin", "delay", "fare", "to", "diverted", "a.b `c` é");
    assertThat(contract.columns())
        .extracting(rule -> rule.type().inWords())
        .containsExactly("string", "int not null", "decimal(10,2)", "string", "boolean", "any");
    assertThat(contract.columns())
        .extracting(ColumnRule::required)
        .containsExactly(true, true, true, true, false, false);
    assertThat(contract.othersAllowed()).isFalse();
    assertThat(contract.evolution()).containsExactlyInAnyOrder(Evolution.RENAME, Evolution.DROP);
    assertThat(contract.severity()).isEqualTo(Severity.WARN);
  }

  @Test
  void aListOfNamesAsksForNoTypes() {
    SchemaContract contract =
        Contracts.of(parse("schema: { required: [origin, delay], optional: [x] }\n"));

    assertThat(contract.columns())
        .extracting(rule -> rule.name() + " " + rule.type().inWords() + " " + rule.required())
        .containsExactly("origin any true", "delay any true", "x any false");
  }

  @Test
  void defaultsAreThoseThatAreDocumented() {
    Monitor.Schema schema = parse("schema: {}\n");
    SchemaContract contract = Contracts.of(schema);

    assertThat(contract.columns()).isEmpty();
    assertThat(contract.othersAllowed()).isTrue();
    assertThat(contract.evolution()).isEqualTo(SchemaContract.DEFAULT_EVOLUTION);
    assertThat(contract.severity()).isEqualTo(Severity.ERROR);
    assertThat(Contracts.since(schema)).isEqualTo(new Contracts.Since.Previous());
  }

  @Test
  void noEvolutionAtAllIsNotTheDefault() {
    assertThat(Contracts.of(parse("schema: { evolution: [] }\n")).evolution()).isEmpty();
  }

  @Test
  void everyKindOfEvolutionHasItsName() {
    for (Evolution evolution : Evolution.values()) {
      String name = evolution.name().toLowerCase(Locale.ROOT);
      assertThat(Contracts.of(parse("schema: { evolution: [" + name + "] }\n")).evolution())
          .containsExactly(evolution);
    }
  }

  @Test
  void theSchemaMayBeComparedWithAVersionOrTheReference() {
    assertThat(Contracts.since(parse("schema: { since: 3 }\n")))
        .isEqualTo(new Contracts.Since.Version(3));
    assertThat(Contracts.since(parse("schema: { since: 1e3 }\n")))
        .isEqualTo(new Contracts.Since.Version(1000));
    assertThat(Contracts.since(parse("reference: 0\nschema: { since: reference }\n")))
        .isEqualTo(new Contracts.Since.Reference());
  }

  @Test
  void allMistakesAreToldAtOnceWithTheirLines() {
    assertThat(
            problems(
                """
                schema:
                  required:
                    origin: strin
                    delay: int
                    fare: decimal(99,2)
                    empty:
                  optional:
                    delay: int not null
                  other: refused
                  evolution: [add, widening]
                  since: reference
                  severity: fatal
                """))
        .containsExactly(
            "m.yaml:5: `schema.required.origin` is no type of Spark SQL: Unsupported data type \"STRIN\". (`strin`)",
            "m.yaml:7: `schema.required.fare` is no type of Spark SQL: Decimal precision 99 exceeds max precision 38. (`decimal(99,2)`)",
            "m.yaml:8: `schema.required.empty` must be text, not empty",
            "m.yaml:11: unknown key `other` in `schema`; did you mean `others`?",
            "m.yaml:12: `schema.evolution[2]` is `widening`, but must be one of add, widen, order, rename, nullability, retype, drop; did you mean `widen`?",
            "m.yaml:14: `schema.severity` is `fatal`, but must be one of error, warn",
            "m.yaml:10: column `delay` is both under `schema.required` and `schema.optional`; keep one of them",
            "m.yaml:13: `schema.since` is `reference`, but the monitor has no `reference`; name one, or compare with `previous`");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ required: {} } | m.yaml:3: `schema.required` is an empty map; name at least one column",
        "{ required: [] } | m.yaml:3: `schema.required` is a list, but must have at least 1 entry",
        "{ required: [a, a] } | m.yaml:3: column `a` is twice under `schema.required`; keep one of them",
        "{ required: origin } | m.yaml:3: `schema.required` must be a map or a list, not `origin`",
        "{ since: prevoius } | m.yaml:3: `schema.since` is neither `previous` nor `reference` nor a version; did you mean `previous`? (`prevoius`)",
        "{ since: -1 } | m.yaml:3: `schema.since` is `-1`, but must be at least 0",
        "{ since: 1.5 } | m.yaml:3: `schema.since` must be text or a whole number, not `1.5`",
        "{ evolution: add } | m.yaml:3: `schema.evolution` must be a list, not `add`",
        "[origin] | m.yaml:3: `schema` must be a map, not a list",
        "{ required: [a], optional: [b, a] } | m.yaml:3: column `a` is both under `schema.required` and `schema.optional`; keep one of them",
        "{ required: {a: {type: int}} } | m.yaml:3: `schema.required.a` must be text, not a map",
      })
  void aMistakeIsToldWithItsLine(String schema, String problem) {
    assertThat(problems("schema: " + schema + "\n")).containsExactly(problem);
  }

  @Test
  void aCheckCannotHaveAnIdOfTheContract() {
    assertThat(
            problems(
                """
                checks:
                  - size: { min: 1, id: schema(a) }
                schema: { required: [a] }
                """))
        .containsExactly(
            "m.yaml:3: a check has the id `schema(a)`, which the `schema` needs; give the check another");
  }

  @Test
  void theContractIsAPartOfWhatARunIsPinnedTo() {
    MonitorLoader loader = new MonitorLoader();
    String list = SMALL + "schema: { required: [a] }\n";
    String map = SMALL + "schema: { required: { a: any } }\n";
    String other = SMALL + "schema: { required: { a: int } }\n";

    assertThat(MonitorLoader.canonical(loader.parse("m", list, Map.of())))
        .isEqualTo(MonitorLoader.canonical(loader.parse("m", map, Map.of())))
        .isNotEqualTo(MonitorLoader.canonical(loader.parse("m", other, Map.of())));
  }
}
