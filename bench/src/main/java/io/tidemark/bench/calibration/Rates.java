package io.tidemark.bench.calibration;

import io.tidemark.drift.DriftThresholds;
import io.tidemark.drift.stats.Evidence;
import io.tidemark.drift.stats.Verdict;
import io.tidemark.drift.stats.VerdictRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** How often the measures of a situation alarmed. */
final class Rates {
  private final Map<Situation.Key, Count> counts = new LinkedHashMap<>();
  private int replicates;

  /** Outcomes of one measure. */
  static final class Count {
    private int belowAlpha;
    private int drift;
    private int warn;
    private int insufficient;
    private double effects;

    private void add(Evidence evidence, Verdict verdict) {
      belowAlpha += evidence.pValue() < Situation.ALPHA ? 1 : 0;
      drift += verdict == Verdict.DRIFT ? 1 : 0;
      warn += verdict == Verdict.WARN ? 1 : 0;
      insufficient += verdict == Verdict.INSUFFICIENT_DATA ? 1 : 0;
      effects += evidence.effect();
    }

    private void add(Count other) {
      belowAlpha += other.belowAlpha;
      drift += other.drift;
      warn += other.warn;
      insufficient += other.insufficient;
      effects += other.effects;
    }
  }

  /**
   * Repeats a situation on all processors. Every replicate has a seed of its own, so the outcome
   * does not depend on their number.
   */
  static Rates of(Situation situation, int replicates, long seed) {
    return IntStream.range(0, CHUNKS)
        .parallel()
        .mapToObj(
            chunk -> {
              Rates part = new Rates();
              for (int i = chunk; i < replicates; i += CHUNKS) {
                part.add(situation.trial().run(new Draws(seed * 1_000_003 + i)));
              }
              return part;
            })
        // In the order of the chunks, so that sums of effects come out the same.
        .toList()
        .stream()
        .reduce(new Rates(), Rates::plus);
  }

  private static final int CHUNKS = 16;
  private static final VerdictRule RULE = new VerdictRule(Situation.ALPHA);
  private static final DriftThresholds THRESHOLDS = DriftThresholds.defaults();

  private void add(List<Situation.Found> found) {
    replicates++;
    for (Situation.Found one : found) {
      Evidence evidence = one.evidence();
      counts
          .computeIfAbsent(one.key(), key -> new Count())
          .add(
              evidence,
              RULE.decide(evidence, evidence.pValue(), THRESHOLDS.of(evidence.measure())));
    }
  }

  private Rates plus(Rates other) {
    replicates += other.replicates;
    other.counts.forEach(
        (key, count) -> counts.computeIfAbsent(key, absent -> new Count()).add(count));
    return this;
  }

  /** The measures, in the order they were taken. */
  List<Situation.Key> keys() {
    return List.copyOf(counts.keySet());
  }

  int replicates() {
    return replicates;
  }

  /** Share of replicates with a p-value below alpha. */
  double belowAlpha(Situation.Key key) {
    return share(count(key).belowAlpha);
  }

  /** Share of replicates with the verdict DRIFT at the default thresholds, on one column. */
  double drift(Situation.Key key) {
    return share(count(key).drift);
  }

  double warn(Situation.Key key) {
    return share(count(key).warn);
  }

  double insufficient(Situation.Key key) {
    return share(count(key).insufficient);
  }

  double meanEffect(Situation.Key key) {
    return count(key).effects / replicates;
  }

  private Count count(Situation.Key key) {
    return Objects.requireNonNull(counts.get(key), () -> "there is no " + key);
  }

  private double share(int count) {
    return (double) count / replicates;
  }
}
