package io.tidemark.jobs.notify;

import io.tidemark.jobs.Hashes;
import io.tidemark.jobs.config.NotifySettings;
import io.tidemark.jobs.notify.message.Digest;
import io.tidemark.jobs.notify.message.Finding;
import io.tidemark.jobs.notify.message.FindingKind;
import io.tidemark.jobs.notify.message.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a sink is to be told of a run.
 *
 * @param sink the sink
 * @param event what happened
 * @param silent true if only the state changes: it does not want to know
 * @param findings the findings of the run that it wants to know
 * @param holding keys of the lasting ones that hold now
 * @param happened keys of the others
 * @param before what it was told last; null if nothing
 */
record Plan(
    NotifySettings.Sink sink,
    Digest.Event event,
    boolean silent,
    List<Finding> findings,
    Set<String> holding,
    Set<String> happened,
    @Nullable Told before) {
  private static final String ERRORS = FindingKind.ERROR.key() + "/";

  /**
   * A run to tell of.
   *
   * @param failed true if it ended before it could look at the data
   * @param tableId id of its table; null if that is not known
   * @param version version of its table; null if that is not known
   */
  record Run(
      List<Finding> findings, boolean failed, @Nullable String tableId, @Nullable Long version) {}

  /** What a sink is to be told; nothing if it knows already, or there is nothing. */
  static Optional<Plan> of(
      NotifySettings.Sink sink, Run run, Optional<Told> before, Instant now, Duration remindAfter) {
    Told last = before.orElse(null);
    if (last != null && last.newerThan(run.tableId(), run.version())) {
      return Optional.empty();
    }
    List<FindingKind> kinds = sink.kinds();
    List<Finding> findings = run.findings().stream().filter(f -> kinds.contains(f.kind())).toList();
    Set<String> holding = keys(findings, true);
    Set<String> known = last == null ? Set.of() : last.holding();
    if (run.failed()) {
      // It says nothing of the data, so what held of that still does.
      known.stream().filter(key -> !key.startsWith(ERRORS)).forEach(holding::add);
    }
    Set<String> happened = keys(findings, false);
    boolean news = !happened.isEmpty() && (last == null || !last.happened().containsAll(happened));
    if (!news && holding.equals(known)) {
      return last == null || holding.isEmpty() || now.isBefore(last.at().plus(remindAfter))
          ? Optional.empty()
          : Optional.of(
              new Plan(sink, Digest.Event.REMINDER, false, findings, holding, happened, last));
    }
    boolean recovery = holding.isEmpty() && happened.isEmpty();
    return Optional.of(
        new Plan(
            sink,
            recovery ? Digest.Event.RECOVERY : Digest.Event.FINDINGS,
            recovery && !sink.recovery(),
            findings,
            holding,
            happened,
            last));
  }

  private static Set<String> keys(List<Finding> findings, boolean lasting) {
    return findings.stream()
        .filter(f -> f.lasting() == lasting)
        .map(Finding::key)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Names the message; the same one planned again has the same name. */
  String delivery(String incident) {
    return Hashes.id(
        List.of(
            incident,
            sink.name(),
            event.name(),
            String.join("\n", new TreeSet<>(holding)),
            String.join("\n", new TreeSet<>(happened)),
            Long.toString(before == null ? -1 : before.sequence())));
  }

  /** The message. */
  Digest digest(String incident, Digest.Subject subject) {
    List<Digest.Told> told =
        findings.stream()
            .map(finding -> new Digest.Told(finding, sink.severity(finding.kind())))
            .sorted(Comparator.comparing(Digest.Told::severity).reversed())
            .toList();
    Severity severity =
        told.stream().map(Digest.Told::severity).reduce(Severity.INFO, Severity::worse);
    List<String> resolved =
        before == null
            ? List.of()
            : before.holding().stream().filter(key -> !holding.contains(key)).sorted().toList();
    return new Digest(event, delivery(incident), incident, subject, told, resolved, severity);
  }
}
