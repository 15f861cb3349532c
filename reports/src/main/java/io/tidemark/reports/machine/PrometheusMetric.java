package io.tidemark.reports.machine;

import java.util.List;

/**
 * The metrics that a run exports. All are gauges, and all have the labels {@code monitor}, {@code
 * environment} and {@code command}; no value of a label comes from the rows of a table.
 */
public enum PrometheusMetric {
  RUN_INFO("run_info", "What was run; always 1.", "table", "code_version"),
  RUN_VERDICT("run_verdict", "1 for the verdict of the newest run, 0 for all others.", "verdict"),
  RUN_FAILURE("run_failure", "1 with the error code of a run that failed.", "code"),
  RUN_FINISHED(
      "run_finished_timestamp_seconds", "When the newest run ended, in seconds since 1970."),
  RUN_DURATION("run_duration_seconds", "How long the newest run took."),
  PHASE_DURATION("phase_duration_seconds", "How long a phase of the run took.", "phase"),
  TABLE_VERSION("table_version", "Version of the table that was looked at."),
  TABLE_COMMIT("table_commit_timestamp_seconds", "When that version was committed."),
  TABLE_ROWS("table_rows", "Rows of that version that were looked at."),
  CHECKS("checks", "Number of checks with a status.", "status"),
  CHECK_STATUS(
      "check_status",
      "Status of a check: 0 PASS, 1 INSUFFICIENT_DATA, 2 WARN, 3 FAIL, 4 ERROR.",
      "check",
      "severity"),
  CHECK_VALUE("check_value", "What a check measured.", "check"),
  QUARANTINED_ROWS("quarantined_rows", "Rows that failed checks and were set apart."),
  DRIFT_VERDICT(
      "drift_verdict", "1 for the table's verdict on drift, 0 for all others.", "verdict"),
  DRIFT_COLUMNS("drift_columns", "Number of columns with a verdict.", "verdict"),
  DRIFTED_SHARE("drifted_share", "Weighted share of the columns that drifted."),
  DRIFTED_SHARE_LIMIT("drifted_share_limit", "Share from which on the table has drifted."),
  COLUMN_VERDICT(
      "drift_column_verdict",
      "Verdict on a column: 0 PASS, 1 INSUFFICIENT_DATA, 2 WARN, 3 DRIFT, 4 ERROR.",
      "column"),
  DRIFT_EFFECT("drift_effect", "Measured drift of a column.", "column", "measure"),
  DRIFT_THRESHOLD(
      "drift_threshold", "Effect from which on a column has drifted.", "column", "measure"),
  DRIFT_SLICES("drift_slices", "Number of slices with a verdict.", "verdict"),
  DRIFT_WINDOWS("drift_windows", "Number of windows with a verdict.", "verdict"),
  TOGETHER_EFFECT("drift_together_effect", "Drift of all columns together.", "method"),
  TOGETHER_THRESHOLD(
      "drift_together_threshold",
      "Effect from which on the columns together have drifted.",
      "method"),
  SERIES_LEFT_OUT(
      "series_left_out",
      "Checks and columns that have no series of their own, because there are too many.",
      "of"),
  MODEL_METRIC("model_metric", "Quality of the model.", "metric", "rows"),
  MODEL_TRAINED_VERSION("model_trained_version", "Table version the model was trained on."),
  MODEL_ACCEPTED("model_accepted", "1 if every gate let the model through, 0 if one did not."),
  GATE_STATUS(
      "model_gate_status",
      "What a gate says: 0 PASS, 1 FAIL, 2 INSUFFICIENT_DATA, 3 ERROR.",
      "gate"),
  RETRAINING("retraining", "1 for the decision on retraining, 0 for all others.", "state"),
  INFERENCE_FIGURE(
      "inference_figure", "Figure of the newest window of the inference log.", "figure", "kind"),
  INFERENCE_WINDOWS("inference_windows", "Windows that decide on the verdict."),
  INFERENCE_ALERTING("inference_windows_alerting", "Windows among them that alert."),
  SCORED_ROWS("scored_rows", "Rows that were to be scored.", "outcome");

  /** Labels that every metric has, in this order, before its own. */
  public static final List<String> COMMON_LABELS = List.of("monitor", "environment", "command");

  private final String key;
  private final String help;

  // List.of cannot be changed, which its type does not say.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> labels;

  PrometheusMetric(String key, String help, String... labels) {
    this.key = "tidemark_" + key;
    this.help = help;
    this.labels = List.of(labels);
  }

  /** Its exported name. */
  public String key() {
    return key;
  }

  /** What it says. */
  public String help() {
    return help;
  }

  /** Names of its own labels. */
  public List<String> labels() {
    return labels;
  }
}
