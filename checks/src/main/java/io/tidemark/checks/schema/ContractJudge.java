package io.tidemark.checks.schema;

import io.tidemark.checks.CheckResult;
import io.tidemark.checks.CheckStatus;
import io.tidemark.checks.NearestColumn;
import io.tidemark.checks.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Holds a schema against a contract. */
final class ContractJudge {
  static final String OTHERS = "schema_others";
  static final String EVOLUTION = "schema_evolution";

  private static final String KIND = "schema";
  private static final int SHOWN = 10;

  private final SchemaContract contract;
  private final StructType schema;
  private final SchemaPast past;
  private final boolean caseSensitive;
  private final FieldLookup lookup;

  ContractJudge(
      SchemaContract contract, StructType schema, SchemaPast past, boolean caseSensitive) {
    this.contract = contract;
    this.schema = schema;
    this.past = past;
    this.caseSensitive = caseSensitive;
    lookup = new FieldLookup(schema, caseSensitive);
  }

  List<CheckResult> results() {
    List<CheckResult> results = new ArrayList<>();
    contract.columns().forEach(rule -> results.add(column(rule)));
    if (!contract.othersAllowed()) {
      results.add(others());
    }
    results.add(evolution());
    return results;
  }

  private CheckResult column(ColumnRule rule) {
    Optional<FieldLookup.Found> found = lookup.find(rule.name());
    if (found.isEmpty()) {
      return rule.required()
          ? result(rule, failed(), missing(rule))
          : result(rule, CheckStatus.PASS, "column `" + rule.name() + "` is not in the table");
    }
    StructField field = found.get().field();
    if (!rule.type().fits(field, caseSensitive)) {
      return result(rule, failed(), mismatch(rule, found.get(), Types.text(field)));
    }
    if (rule.type().notNull() && field.nullable()) {
      return result(
          rule, failed(), mismatch(rule, found.get(), Types.text(field) + " that may be null"));
    }
    return result(rule, CheckStatus.PASS, "column `" + rule.name() + "` is " + Types.text(field));
  }

  private static String mismatch(ColumnRule rule, FieldLookup.Found found, String is) {
    return "column `%s` is %s; expected %s".formatted(found.path(), is, rule.type().inWords());
  }

  private String missing(ColumnRule rule) {
    return "column `%s` (%s) is not in the table; %s"
        .formatted(
            rule.name(),
            rule.type().inWords(),
            NearestColumn.suggestion(rule.name(), Arrays.asList(schema.fieldNames())));
  }

  private CheckResult result(ColumnRule rule, CheckStatus status, String message) {
    String cause = status == CheckStatus.PASS ? "" : cause(rule);
    return result(rule.id(), List.of(rule.name()), status, rule.expected(), message + cause);
  }

  /** What the commits since the earlier version did to the column. */
  private String cause(ColumnRule rule) {
    if (!(past instanceof SchemaPast.Known known)) {
      return "";
    }
    return known.changes().stream()
        .filter(change -> change.change().concerns(rule.name(), caseSensitive))
        .map(change -> "; " + change.inWords())
        .collect(Collectors.joining());
  }

  private CheckResult others() {
    Set<FieldPath> listed =
        contract.columns().stream()
            .flatMap(rule -> lookup.find(rule.name()).stream())
            .map(FieldLookup.Found::path)
            .collect(Collectors.toSet());
    List<String> others = new ArrayList<>();
    collectOthers(schema, FieldPath.TABLE, listed, others);
    String message =
        others.isEmpty()
            ? "the table has no columns but those of the contract"
            : "the table has %s of which the contract says nothing: %s"
                .formatted(
                    others.size() == 1 ? "1 column" : others.size() + " columns",
                    some(others, ", "));
    return result(
        OTHERS,
        List.of(),
        others.isEmpty() ? CheckStatus.PASS : failed(),
        "no columns but those of the contract",
        message);
  }

  /** A struct of which the contract names some fields is looked into; any other is one column. */
  private static void collectOthers(
      DataType type, FieldPath parent, Set<FieldPath> listed, List<String> others) {
    for (StructField field : Types.fields(type)) {
      FieldPath path = parent.child(field.name());
      if (listed.contains(path)) {
        continue;
      }
      if (listed.stream().anyMatch(l -> l.startsWith(path))) {
        collectOthers(field.dataType(), path, listed, others);
      } else {
        others.add("`" + path + "`");
      }
    }
  }

  private CheckResult evolution() {
    if (past instanceof SchemaPast.Known known) {
      return evolution(known);
    }
    if (past instanceof SchemaPast.None none) {
      return evolution(CheckStatus.INSUFFICIENT_DATA, none.reason());
    }
    return evolution(CheckStatus.ERROR, ((SchemaPast.Unknown) past).reason());
  }

  private CheckResult evolution(SchemaPast.Known known) {
    if (known.changes().isEmpty()) {
      return evolution(CheckStatus.PASS, "the schema is that of version " + known.version());
    }
    List<CommittedChange> refused =
        known.changes().stream()
            .filter(c -> !contract.evolution().contains(c.change().kind().evolution()))
            .toList();
    List<CommittedChange> told = refused.isEmpty() ? known.changes() : refused;
    String changes = some(told.stream().map(CommittedChange::inWords).toList(), "; ");
    return refused.isEmpty()
        ? evolution(
            CheckStatus.PASS,
            "since version %d, all of it allowed: %s".formatted(known.version(), changes))
        : evolution(
            failed(),
            "since version %d, against the contract: %s".formatted(known.version(), changes));
  }

  private CheckResult evolution(CheckStatus status, String message) {
    String allowed =
        contract.evolution().stream()
            .sorted()
            .map(e -> e.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return result(
        EVOLUTION,
        List.of(),
        status,
        allowed.isEmpty() ? "no change of the schema" : "changes of the schema only: " + allowed,
        message);
  }

  private static String some(List<String> texts, String separator) {
    String shown = texts.stream().limit(SHOWN).collect(Collectors.joining(separator));
    int more = texts.size() - SHOWN;
    return more > 0 ? shown + separator + "and " + more + " more" : shown;
  }

  private CheckStatus failed() {
    return contract.severity() == Severity.WARN ? CheckStatus.WARN : CheckStatus.FAIL;
  }

  private CheckResult result(
      String id, List<String> columns, CheckStatus status, String expected, String message) {
    return new CheckResult(id, KIND, columns, contract.severity(), status, expected, null, message);
  }
}
