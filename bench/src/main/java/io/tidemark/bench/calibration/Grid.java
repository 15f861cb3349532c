package io.tidemark.bench.calibration;

import java.util.ArrayList;
import java.util.List;

/** All that is simulated. */
final class Grid {
  static final int[] BINS = {2, 10, 50};
  static final int[] CATEGORIES = {2, 5, 10, 20, 50};
  private static final long[] SIZES = {50, 1_000, 10_000, 100_000, 1_000_000};
  static final long POWER_REFERENCE = 100_000;
  private static final long[] POWER_CURRENT = {50, 200, 1_000, 10_000};
  private static final int POWER_BINS = 10;

  private Grid() {}

  /** A table of the page. */
  record Group(String title, List<Situation> situations) {}

  /** Situations in which nothing drifts. */
  static List<Group> still() {
    List<Group> groups = new ArrayList<>();
    for (Shape shape : Shape.values()) {
      groups.add(
          group(
              "Numbers: " + shape.label(),
              (n, m) -> Situation.numbers(shape.label(), Column.still(shape), n, m, BINS)));
    }
    for (int categories : CATEGORIES) {
      double[] shares = Situation.zipf(categories, 1);
      String name = "Zipf, B = " + categories;
      groups.add(
          group(
              "Categories: Zipf, " + categories + " of them",
              (n, m) -> Situation.categories(name, shares, shares, n, m)));
    }
    for (double share : new double[] {0.001, 0.05, 0.3}) {
      String name = "share of " + 100 * share + " %";
      groups.add(
          group(
              "Null, NaN or unseen " + name, (n, m) -> Situation.nulls(name, share, share, n, m)));
    }
    return groups;
  }

  private interface OfSizes {
    Situation of(long n, long m);
  }

  private static Group group(String title, OfSizes situation) {
    List<Situation> all = new ArrayList<>();
    for (long n : SIZES) {
      for (long m : SIZES) {
        all.add(situation.of(n, m));
      }
    }
    return new Group(title, all);
  }

  /** Situations in which something drifts, against a reference of 100,000 rows. */
  static List<Group> drifted() {
    List<Group> groups = new ArrayList<>();
    for (double shift : new double[] {0.1, 0.2, 0.5, 1}) {
      groups.add(
          numbers("Normal, shifted by " + shift + " sd", new Column(Shape.NORMAL, 1, shift)));
    }
    groups.add(numbers("Normal, scale x 2", new Column(Shape.NORMAL, 2, 0)));
    groups.add(numbers("Lognormal, x 3", new Column(Shape.LOGNORMAL, 3, 0)));
    List<Situation> zipf = new ArrayList<>();
    List<Situation> half = new ArrayList<>();
    List<Situation> nulls = new ArrayList<>();
    for (long m : POWER_CURRENT) {
      zipf.add(
          Situation.categories(
              "Zipf", Situation.zipf(10, 1), Situation.zipf(10, 1.3), POWER_REFERENCE, m));
      half.add(
          Situation.categories(
              "new category",
              new double[] {0.5, 0.3, 0.2, 0},
              new double[] {0.25, 0.15, 0.1, 0.5},
              POWER_REFERENCE,
              m));
      nulls.add(Situation.nulls("nulls", 0.01, 0.07, POWER_REFERENCE, m));
    }
    groups.add(new Group("Categories: Zipf exponent from 1 to 1.3, 10 of them", zipf));
    groups.add(new Group("Categories: a new one with half the mass", half));
    groups.add(new Group("Null share from 1 % to 7 %", nulls));
    return groups;
  }

  private static Group numbers(String title, Column column) {
    List<Situation> all = new ArrayList<>();
    for (long m : POWER_CURRENT) {
      all.add(Situation.numbers(title, column, POWER_REFERENCE, m, POWER_BINS));
    }
    return new Group(title, all);
  }
}
