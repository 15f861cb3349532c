package io.tidemark.training.estimation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibratorTest {
  /** A score, rows and positives of each group that isotonic regression is fitted to. */
  static final double[] SCORES = {.03, .08, .15, .22, .31, .40, .47, .55, .63, .72, .84, .93};

  private static final long[] ROWS = {60, 55, 48, 40, 37, 33, 30, 28, 31, 35, 40, 26};
  private static final long[] POSITIVES = {2, 3, 9, 7, 10, 15, 11, 17, 16, 25, 33, 24};

  static TestingScores labelled() {
    TestingScores scores = new TestingScores();
    for (int i = 0; i < SCORES.length; i++) {
      scores.add(SCORES[i], SCORES[i] > 0.5, ROWS[i], POSITIVES[i]);
    }
    return scores;
  }

  static Calibrator calibrator() {
    return Calibrator.isotonic(labelled().cells(), 100).orElseThrow();
  }

  /**
   * scikit-learn 1.9.1, {@code IsotonicRegression().fit(scores, positives / rows,
   * sample_weight=rows).predict(scores)}.
   */
  @Test
  void probabilitiesAreThoseOfWeightedIsotonicRegression() {
    double[] expected = {
      0.033333333333, 0.054545454545, 0.181818181818, 0.181818181818, 0.27027027027,
      0.412698412698, 0.412698412698, 0.559322033898, 0.559322033898, 0.714285714286,
      0.825, 0.923076923077
    };
    Calibrator calibrator = calibrator();
    List<ScoreCell> cells = labelled().cells();

    assertThat(calibrator.method()).isEqualTo("isotonic");
    for (int i = 0; i < expected.length; i++) {
      assertThat(calibrator.probability(cells.get(i))).isCloseTo(expected[i], offset(1e-12));
    }
  }

  @Test
  void scoresBetweenGroupsAndBeyondThemTakeTheProbabilityOfTheGroupThatEndsNext() {
    Calibrator calibrator = calibrator();

    assertThat(probability(calibrator, 0.0)).isCloseTo(2.0 / 60, offset(1e-12));
    assertThat(probability(calibrator, 0.10)).isCloseTo(16.0 / 88, offset(1e-12));
    assertThat(probability(calibrator, 1.0)).isCloseTo(24.0 / 26, offset(1e-12));
  }

  @Test
  void probabilitiesNeverFallAsTheScoreRises() {
    Random random = new Random(5);
    TestingScores scores = new TestingScores();
    for (int i = 0; i < 3_000; i++) {
      double score = random.nextDouble();
      scores.add(score, score > 0.5, random.nextDouble() < 0.2 + 0.4 * score);
    }
    Calibrator calibrator = Calibrator.isotonic(scores.cells(), 100).orElseThrow();

    double before = 0;
    for (int i = 0; i <= 1_000; i++) {
      double now = probability(calibrator, i / 1_000.0);
      assertThat(now).isGreaterThanOrEqualTo(before);
      before = now;
    }
  }

  @Test
  void theOrderOfTheCellsAndHowTheyAreCutDoNotMatter() {
    List<ScoreCell> cells = labelled().cells();
    List<ScoreCell> other = new ArrayList<>();
    for (ScoreCell cell : cells) {
      other.add(
          new ScoreCell(cell.bin(), cell.chosen(), 1, 0, cell.scores() / cell.rows(), 0, 0, 0));
      other.add(
          new ScoreCell(
              cell.bin(),
              cell.chosen(),
              cell.rows() - 1,
              cell.positives(),
              cell.scores(),
              0,
              0,
              0));
    }
    Collections.shuffle(other, new Random(3));
    Calibrator mixed = Calibrator.isotonic(other, 100).orElseThrow();

    for (ScoreCell cell : cells) {
      assertThat(mixed.probability(cell)).isEqualTo(calibrator().probability(cell));
    }
  }

  @Test
  void aGroupEndsWhereThePredictedClassChanges() {
    TestingScores scores = new TestingScores();
    scores.add(0.30, false, 400, 40).add(0.49, false, 10, 1).add(0.51, true, 10, 9);
    Calibrator calibrator = Calibrator.isotonic(scores.cells(), 100).orElseThrow();

    assertThat(probability(calibrator, 0.49)).isCloseTo(0.1, offset(1e-12));
    assertThat(probability(calibrator, 0.51)).isCloseTo(0.9, offset(1e-12));
  }

  @Test
  void tooFewLabelledRowsAreNotCalibratedOn() {
    List<ScoreCell> cells = labelled().cells();

    assertThat(Calibrator.isotonic(cells, 463)).isPresent();
    assertThat(Calibrator.isotonic(cells, 464)).isEmpty();
    assertThat(Calibrator.isotonic(List.of(), 0)).isEmpty();
  }

  @Test
  void tooFewRowsOfAClassAreNotCalibratedOn() {
    assertThat(ofPositives(9)).isEmpty();
    assertThat(ofPositives(10)).isPresent();
    assertThat(ofPositives(990)).isPresent();
    assertThat(ofPositives(991)).isEmpty();
  }

  private static Optional<Calibrator> ofPositives(long positives) {
    return Calibrator.isotonic(new TestingScores().add(0.5, true, 1_000, positives).cells(), 1);
  }

  @Test
  void rawScoresAreProbabilitiesWithoutError() {
    Calibrator raw = Calibrator.raw();

    assertThat(raw.method()).isEqualTo("raw");
    assertThat(raw.blocks()).isZero();
    assertThat(probability(raw, 0.37)).isCloseTo(0.37, offset(1e-12));
  }

  @Test
  void theExpectedErrorIsTheMeanDistanceBetweenScoreAndShareOfPositives() {
    List<ScoreCell> right = new TestingScores().add(0.2, false, 500, 100).cells();
    List<ScoreCell> wrong =
        new TestingScores().add(0.2, false, 500, 150).add(0.8, true, 500, 350).cells();

    assertThat(Calibrator.expectedError(right)).isCloseTo(0, offset(1e-12));
    assertThat(Calibrator.expectedError(wrong)).isCloseTo(0.1, offset(1e-12));
    assertThat(Calibrator.expectedError(List.of())).isNaN();
  }

  private static double probability(Calibrator calibrator, double score) {
    return calibrator.probability(new TestingScores().add(score, true, false).cells().get(0));
  }
}
