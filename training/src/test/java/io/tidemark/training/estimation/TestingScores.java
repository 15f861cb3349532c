package io.tidemark.training.estimation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Cells of scores, put together row by row. */
final class TestingScores {
  private final Map<List<Integer>, ScoreCell> cells = new TreeMap<>(TestingScores::compare);

  private static int compare(List<Integer> left, List<Integer> right) {
    int bins = Integer.compare(left.get(0), right.get(0));
    return bins != 0 ? bins : Integer.compare(left.get(1), right.get(1));
  }

  TestingScores add(double score, boolean chosen, boolean positive) {
    return add(score, chosen, 1, positive ? 1 : 0);
  }

  /** So many rows of one score. */
  TestingScores add(double score, boolean chosen, long rows, long positives) {
    int bin = ScoreBins.of(score);
    double clipped = Math.max(ScoreBins.CLIP, Math.min(1 - ScoreBins.CLIP, score));
    ScoreCell more =
        new ScoreCell(
            bin,
            chosen,
            rows,
            positives,
            rows * score,
            rows * score * score,
            rows * Math.log(clipped),
            rows * Math.log(1 - clipped));
    cells.merge(List.of(bin, chosen ? 1 : 0), more, TestingScores::together);
    return this;
  }

  private static ScoreCell together(ScoreCell left, ScoreCell right) {
    return new ScoreCell(
        left.bin(),
        left.chosen(),
        left.rows() + right.rows(),
        left.positives() + right.positives(),
        left.scores() + right.scores(),
        left.squares() + right.squares(),
        left.logs() + right.logs(),
        left.complementLogs() + right.complementLogs());
  }

  List<ScoreCell> cells() {
    return new ArrayList<>(cells.values());
  }
}
