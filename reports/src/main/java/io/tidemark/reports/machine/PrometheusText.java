package io.tidemark.reports.machine;

import io.tidemark.reports.RunResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A run in Prometheus' text format, for node_exporter's textfile collector or a Pushgateway.
 * Samples carry no time: they say how things stand. A value that is not defined is left out.
 */
public final class PrometheusText {
  private static final int LONGEST_LABEL = 200;

  private PrometheusText() {}

  /**
   * One value.
   *
   * @param labels values of the metric's own labels, in their order
   */
  record Sample(List<String> labels, double value) {}

  /** Renders the metrics, to be stored as UTF-8. */
  public static String render(RunResult run) {
    List<String> common = List.of(run.monitor(), run.environment(), run.command());
    StringBuilder text = new StringBuilder();
    for (Map.Entry<PrometheusMetric, List<Sample>> family : PrometheusSamples.of(run).entrySet()) {
      PrometheusMetric metric = family.getKey();
      List<String> names = new ArrayList<>(PrometheusMetric.COMMON_LABELS);
      names.addAll(metric.labels());
      text.append("# HELP ").append(metric.key()).append(' ').append(metric.help()).append('\n');
      text.append("# TYPE ").append(metric.key()).append(" gauge\n");
      Set<String> seen = new LinkedHashSet<>();
      for (Sample sample : family.getValue()) {
        List<String> values = new ArrayList<>(common);
        values.addAll(sample.labels());
        String series = metric.key() + labels(names, values);
        // Two samples of one series would spoil the whole file: the first stays.
        if (seen.add(series)) {
          text.append(series).append(' ').append(number(sample.value())).append('\n');
        }
      }
    }
    return text.toString();
  }

  private static String labels(List<String> names, List<String> values) {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < names.size(); i++) {
      text.append(i == 0 ? "" : ",").append(names.get(i)).append("=\"");
      text.append(label(values.get(i))).append('"');
    }
    return text.append('}').toString();
  }

  private static String label(String raw) {
    return shortened(PlainText.line(raw)).replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /** Long names that begin alike stay apart. */
  private static String shortened(String text) {
    return text.length() <= LONGEST_LABEL
        ? text
        : PlainText.cut(text, LONGEST_LABEL - 9) + " %08x".formatted(text.hashCode());
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value).replace("Infinity", "Inf");
  }
}
