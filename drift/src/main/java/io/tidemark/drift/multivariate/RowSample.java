package io.tidemark.drift.multivariate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * A cached sample of both sides, cut into a half to fit models on and a half to test them on.
 *
 * <p>Which rows are in, in which half, in which partition and in which order depends on the rows'
 * values and the seed alone. Rows that are alike in all columns are told apart by number, and each
 * draws its lot for itself: a sample that takes or leaves all of them together would be one of
 * clusters, for which no test's noise holds. On a table where hardly any rows are alike a hash of
 * the row is the lot, so that only the chosen rows move; on others all rows are counted by value
 * first. Which of both it is follows from the sum of squared multiplicities, estimated in the scan
 * that counts the rows from signed counts in hashed cells (Alon, Matias and Szegedy 1999,
 * doi:10.1006/jcss.1997.1545).
 *
 * <p>A later version of a table mostly holds the rows of an earlier one. Where that is so (see
 * {@link Overlap}), a row that is like no other on its side is in the same half on both sides: else
 * models would be tested on rows that they were fitted on. All others draw for each side: if rows
 * that are alike by chance shared a lot, a difference by chance in the one half would be there in
 * the other as well.
 */
final class RowSample implements AutoCloseable {
  /** Values a side's sample has at most: 80 MB, and less with few columns. */
  private static final int MOST_VALUES = 10_000_000;

  private static final int ROWS_PER_PARTITION = 25_000;

  /** Cells of the estimate, the error of which is sqrt(2 / cells), 2 %. */
  private static final int CELLS = 4096;

  /** Mean number of rows alike that a row may be among, itself included, to go by its hash. */
  private static final double MOST_ALIKE = 1.15;

  private static final String HASH = "hash";
  private static final String COPIES = "copies";

  private final JavaRDD<SampledRow> rows;

  private RowSample(JavaRDD<SampledRow> rows) {
    this.rows = rows;
  }

  /** Counts the rows and chooses, in a few jobs; the sample is cached when first used. */
  static RowSample draw(
      Dataset<Row> reference,
      Dataset<Row> current,
      ColumnSelection selection,
      MultivariateOptions options) {
    Dataset<Row> before = hashed(selection.read(reference, false), options.seed());
    Dataset<Row> after = hashed(selection.read(current, true), options.seed());
    Sides sides = Sides.of(before, after);
    int most = Math.min(options.sampleRows(), MOST_VALUES / selection.columns().size());
    Lots referenceLots = sides.reference().lots(most);
    Lots currentLots = sides.current().lots(most);
    double expected =
        Math.min(most, sides.reference().rows()) + Math.min(most, sides.current().rows());
    int partitions = (int) Math.max(1, Math.ceil(expected / ROWS_PER_PARTITION));
    long seed = options.seed();
    JavaRDD<Row> grouped =
        referenceLots
            .byHash(before, Mix.bits(seed, 1))
            .unionAll(currentLots.byHash(after, Mix.bits(seed, 2)))
            .groupBy(ColumnSelection.SIDE, HASH, ColumnSelection.NUMBERS, ColumnSelection.CODES)
            .agg(count(lit(1)).as(COPIES))
            .repartition(partitions, col(HASH))
            .sortWithinPartitions(HASH, ColumnSelection.SIDE)
            .select(
                ColumnSelection.SIDE, HASH, ColumnSelection.NUMBERS, ColumnSelection.CODES, COPIES)
            .javaRDD();
    // Reads what the shuffle has written, as does the sample itself.
    boolean overlap = Overlap.of(grouped).isGenuine();
    return new RowSample(
        grouped
            .flatMap(row -> copies(row, seed, referenceLots, currentLots, overlap))
            .persist(StorageLevel.MEMORY_AND_DISK()));
  }

  private static Dataset<Row> hashed(Dataset<Row> rows, long seed) {
    Column hash = xxhash64(lit(seed), col(ColumnSelection.NUMBERS), col(ColumnSelection.CODES));
    return rows.withColumn(HASH, hash);
  }

  private static Iterator<SampledRow> copies(
      Row row, long seed, Lots reference, Lots current, boolean overlap) {
    boolean isCurrent = row.getBoolean(0);
    long hash = row.getLong(1);
    double share = (isCurrent ? current : reference).copiesShare();
    double[] numbers = row.<Double>getList(2).stream().mapToDouble(Double::doubleValue).toArray();
    long[] codes = row.<Long>getList(3).stream().mapToLong(Long::longValue).toArray();
    long copies = row.getLong(4);
    long lots = Mix.bits(hash, seed + (isCurrent ? 1 : 0));
    boolean shared = overlap && copies == 1;
    long common = Mix.bits(hash, seed + 2);
    return LongStream.range(0, copies)
        .map(copy -> Mix.bits(lots, copy))
        .filter(lot -> share >= 1 || Mix.unit(Mix.bits(lot, 1)) < share)
        .mapToObj(
            lot -> {
              long half = shared ? common : Mix.bits(lot, 2);
              return new SampledRow(isCurrent, half < 0, numbers, codes);
            })
        .iterator();
  }

  /** All rows. */
  JavaRDD<SampledRow> rows() {
    return rows;
  }

  /** The rows of a side and half. */
  JavaRDD<SampledRow> rows(boolean current, boolean fitting) {
    return rows.filter(row -> row.isCurrent() == current && row.isFitting() == fitting);
  }

  /** Counts the rows by part, in one job. */
  Parts parts() {
    // The partials come in the partitions' order, not in the one in which tasks end.
    return rows.mapPartitions(part -> List.of(Parts.of(part)).iterator()).collect().stream()
        .reduce(Parts.NONE, Parts::plus);
  }

  @Override
  public void close() {
    rows.unpersist(false);
  }

  /**
   * Rows by part.
   *
   * @param referenceFitting of the reference, to fit on
   * @param referenceHeld of the reference, to test on
   * @param currentFitting of the current data, to fit on
   * @param currentHeld of the current data, to test on
   * @param referenceFilled of the reference, with a value in any column
   * @param currentFilled of the current data, with a value in any column
   */
  record Parts(
      long referenceFitting,
      long referenceHeld,
      long currentFitting,
      long currentHeld,
      long referenceFilled,
      long currentFilled)
      implements Serializable {
    static final Parts NONE = new Parts(0, 0, 0, 0, 0, 0);

    private static Parts of(Iterator<SampledRow> rows) {
      long[] counts = new long[4];
      long[] filled = new long[2];
      while (rows.hasNext()) {
        SampledRow row = rows.next();
        counts[(row.isCurrent() ? 2 : 0) + (row.isFitting() ? 0 : 1)]++;
        filled[row.isCurrent() ? 1 : 0] += row.hasValue() ? 1 : 0;
      }
      return new Parts(counts[0], counts[1], counts[2], counts[3], filled[0], filled[1]);
    }

    private Parts plus(Parts other) {
      return new Parts(
          referenceFitting + other.referenceFitting,
          referenceHeld + other.referenceHeld,
          currentFitting + other.currentFitting,
          currentHeld + other.currentHeld,
          referenceFilled + other.referenceFilled,
          currentFilled + other.currentFilled);
    }

    long reference() {
      return referenceFitting + referenceHeld;
    }

    long current() {
      return currentFitting + currentHeld;
    }
  }

  /** Size of a side, and the mean number of rows alike that a row is among. */
  private record Size(long rows, double alike) {

    Lots lots(int most) {
      double share = rows <= most ? 1 : (double) most / rows;
      return alike <= MOST_ALIKE ? new Lots(share, 1) : new Lots(1, share);
    }
  }

  private record Sides(Size reference, Size current) {

    static Sides of(Dataset<Row> reference, Dataset<Row> current) {
      Column sign = when(col(HASH).bitwiseAND(lit(1L << 40)).equalTo(lit(0L)), 1).otherwise(-1);
      List<Row> found =
          reference
              .unionAll(current)
              .groupBy(col(ColumnSelection.SIDE), pmod(col(HASH), lit(CELLS)).as("cell"))
              .agg(count(lit(1)).as("n"), sum(sign).cast("double").as("s"))
              .groupBy(ColumnSelection.SIDE)
              .agg(sum("n"), sum(col("s").multiply(col("s"))))
              .collectAsList();
      return new Sides(size(found, false), size(found, true));
    }

    private static Size size(List<Row> found, boolean current) {
      return found.stream()
          .filter(row -> row.getBoolean(0) == current)
          .findFirst()
          .map(row -> new Size(row.getLong(1), row.getDouble(2) / row.getLong(1)))
          .orElse(new Size(0, 1));
    }
  }

  /**
   * How rows get into the sample.
   *
   * @param hashShare share of the hashes that are in
   * @param copiesShare share that is in of the rows that are alike
   */
  private record Lots(double hashShare, double copiesShare) implements Serializable {

    Dataset<Row> byHash(Dataset<Row> rows, long salt) {
      if (hashShare >= 1) {
        return rows;
      }
      double limit = (hashShare - 0.5) * 0x1.0p64;
      return rows.where(xxhash64(lit(salt), col(HASH)).lt(lit((long) limit)));
    }
  }
}
