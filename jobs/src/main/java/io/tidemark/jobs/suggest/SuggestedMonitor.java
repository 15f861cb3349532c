package io.tidemark.jobs.suggest;

import io.tidemark.checks.Constraint;
import io.tidemark.checks.Format;
import io.tidemark.checks.Sign;
import io.tidemark.checks.Statistic;
import io.tidemark.jobs.config.ConfigException;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.MonitorLoader;
import io.tidemark.jobs.draft.CheckDraft;
import io.tidemark.jobs.draft.PlainText;
import io.tidemark.jobs.draft.YamlText;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A monitor file with suggested checks, each below a comment that says where it comes from. */
public final class SuggestedMonitor {
  private static final MathContext SHOWN = new MathContext(6);

  private SuggestedMonitor() {}

  /**
   * The file.
   *
   * @param monitor gives its name, table, filter and key
   * @param origin what the suggestions were made from, line by line
   * @param checks the suggestions
   */
  public static String yaml(Monitor monitor, List<String> origin, List<Tried> checks) {
    List<String> lines = new ArrayList<>();
    origin.forEach(line -> lines.add("# " + PlainText.oneLine(line)));
    lines.addAll(head(monitor));
    lines.add("");
    lines.add(checks.stream().anyMatch(Tried::inForce) ? "checks:" : "checks: []");
    @Nullable String before = null;
    for (Tried check : checks) {
      String columns = String.join(", ", check.constraint().columns());
      if (before != null && !columns.equals(before)) {
        lines.add("");
      }
      before = columns;
      lines.add("  # " + PlainText.oneLine(check.reason()));
      if (check.versions() + check.unmeasured().size() > 0) {
        lines.add("  # " + history(check));
      }
      lines.add((check.inForce() ? "  - " : "  # - ") + draft(check.constraint()).yaml());
    }
    return accepted(String.join("\n", lines) + "\n");
  }

  private static List<String> head(Monitor monitor) {
    List<String> lines = new ArrayList<>();
    lines.add("monitor: " + YamlText.of(monitor.monitor()));
    lines.add("table: " + YamlText.of(monitor.table()));
    String where = monitor.where();
    if (where != null) {
      lines.add("where: " + YamlText.of(where));
    }
    if (!monitor.out().equals(Monitor.DEFAULT_OUT)) {
      lines.add("out: " + YamlText.of(monitor.out()));
    }
    Monitor.Key key = monitor.key();
    if (key != null) {
      Map<String, Object> settings = new LinkedHashMap<>();
      settings.put("columns", key.columns());
      Double unique = key.unique();
      if (unique != null) {
        settings.put("unique", number(unique));
      }
      lines.add("key: " + YamlText.of(settings));
    }
    return lines;
  }

  /** For example {@code would have failed on 1 of the last 5 versions (v4: 0.93)}. */
  private static String history(Tried check) {
    List<String> parts = new ArrayList<>();
    if (check.versions() > 0) {
      parts.add(
          (check.inForce() ? "" : "not in force: ") + "would have failed on " + failures(check));
    }
    if (!check.unmeasured().isEmpty()) {
      parts.add(
          "could not be evaluated on "
              + check.unmeasured().stream().map(v -> "v" + v).collect(Collectors.joining(", ")));
    }
    return String.join("; ", parts);
  }

  private static String failures(Tried check) {
    int versions = check.versions();
    String of = versions == 1 ? " of 1 version before" : " of the last " + versions + " versions";
    return check.failed().isEmpty()
        ? "none" + of
        : check.failed().size()
            + of
            + check.failed().entrySet().stream()
                .map(e -> "v" + e.getKey() + ": " + shown(e.getValue()))
                .collect(Collectors.joining(", ", " (", ")"));
  }

  private static String shown(double value) {
    return Double.isFinite(value)
        ? YamlText.of(BigDecimal.valueOf(value).round(SHOWN))
        : Double.toString(value);
  }

  /** The kinds that are suggested; see {@link io.tidemark.checks.suggest.Suggester}. */
  private static CheckDraft draft(Constraint constraint) {
    CheckDraft draft = CheckDraft.of(constraint.kind());
    if (constraint instanceof Constraint.Size c) {
      return draft.with("min", number(c.min())).with("max", number(c.max()));
    }
    if (constraint instanceof Constraint.Uniqueness c) {
      return draft.with("columns", c.columns()).with("min", share(c.min()));
    }
    CheckDraft onColumn = draft.with("column", constraint.columns().get(0));
    if (constraint instanceof Constraint.Completeness c) {
      return onColumn.with("min", share(c.min()));
    }
    if (constraint instanceof Constraint.Range c) {
      return onColumn
          .with("min", number(c.min()))
          .with("max", number(c.max()))
          .with("share", share(c.minShare()));
    }
    if (constraint instanceof Constraint.AllowedValues c) {
      return onColumn.with("values", c.allowed()).with("share", share(c.minShare()));
    }
    if (constraint instanceof Constraint.Pattern c) {
      return onColumn.with("regex", c.regex()).with("share", share(c.minShare()));
    }
    if (constraint instanceof Format c) {
      return onColumn.with("is", c.is().key()).with("share", share(c.minShare()));
    }
    if (constraint instanceof Sign c) {
      return onColumn.with("share", share(c.minShare()));
    }
    if (constraint instanceof Statistic c) {
      return onColumn.with("min", number(c.min())).with("max", number(c.max()));
    }
    throw new IllegalStateException(
        "constraints of kind " + constraint.kind() + " are not suggested");
  }

  private static @Nullable BigDecimal number(@Nullable Double value) {
    return value == null ? null : BigDecimal.valueOf(value);
  }

  private static @Nullable BigDecimal number(@Nullable Long value) {
    return value == null ? null : BigDecimal.valueOf(value);
  }

  /** All of them is what a check asks for without being told. */
  private static @Nullable BigDecimal share(double share) {
    return share == 1 ? null : BigDecimal.valueOf(share);
  }

  private static String accepted(String yaml) {
    try {
      new MonitorLoader().parse("the suggested monitor", yaml, Map.of());
      return yaml;
    } catch (ConfigException e) {
      throw new TidemarkException(
          ErrorCode.INTERNAL,
          "the suggested monitor has mistakes: "
              + PlainText.oneLine(String.valueOf(e.getMessage())),
          null,
          "report it with the table's schema",
          e);
    }
  }
}
