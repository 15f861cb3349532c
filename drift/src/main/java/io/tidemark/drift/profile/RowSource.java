package io.tidemark.drift.profile;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.InputAdapter;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.UnionExec;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.jspecify.annotations.Nullable;
import scala.collection.JavaConverters;

/**
 * Hands out the rows of a dataset in runs, by columns: the one place that knows Spark's physical
 * plans.
 *
 * <p>Where the plan is a plain scan that decodes whole batches of columns, these are handed out as
 * they are, at most {@value #MOST_FIELDS} columns at once: wider reads are split into ranges of
 * columns, side by side in one job. Anything else (filters, deletion vectors, computed columns) is
 * read row by row and gathered into runs.
 */
final class RowSource {
  /** Batches of so many columns take some 20 MB, and a range as many bytes of counts. */
  private static final int MOST_FIELDS = 250;

  private final List<ColumnRead> reads;
  private final int counted;
  private final List<Range> ranges = new ArrayList<>();
  private final JavaSparkContext context;

  /** What one task does with its part of the rows. */
  interface PartTask extends Serializable {
    /** Works through the runs. */
    byte[] run(Iterator<RowRun> runs);
  }

  /** A range of the counted reads, which the other reads go with, and the plan that reads them. */
  final class Range {
    private final int from;
    private final int to;
    private final QueryExecution query;
    private final Map<Integer, Integer> ordinals;

    private Range(int from, int to, QueryExecution query, Map<Integer, Integer> ordinals) {
      this.from = from;
      this.to = to;
      this.query = query;
      this.ordinals = ordinals;
    }

    /** First of the reads that are counted here. */
    int from() {
      return from;
    }

    /** End of them. */
    int to() {
      return to;
    }

    /** Runs a task on every partition. */
    JavaRDD<byte[]> runs(PartTask task) {
      List<Batches> batches = batches(this);
      return batches == null
          ? rows(this, task)
          : union(batches.stream().map(part -> batches(this, part, task)).toList());
    }
  }

  /** A part of a plan that decodes batches; for each wanted column its place in them. */
  @SuppressWarnings("ArrayRecordComponent") // Passed on at once, never compared.
  private record Batches(SparkPlan plan, int[] places) {}

  /**
   * Plans the reads.
   *
   * @param reads the columns; those after the first {@code counted} go with every range
   */
  RowSource(Dataset<Row> rows, List<ColumnRead> reads, int counted) {
    this.reads = List.copyOf(reads);
    this.counted = counted;
    context = new JavaSparkContext(rows.sparkSession().sparkContext());
    int maxFields = Integer.parseInt(rows.sparkSession().conf().get(WideReads.MAX_FIELDS));
    // Spark reads partition columns too, wanted or not, hence the room.
    boolean wide = split(Math.min(MOST_FIELDS, maxFields / 2)).size() > 1;
    Dataset<Row> source = wide ? WideReads.of(rows) : rows;
    for (int[] bounds : split(MOST_FIELDS)) {
      ranges.add(range(source, bounds[0], bounds[1]));
    }
    if (wide && ranges.stream().anyMatch(range -> batches(range) == null)) {
      // Rows are read whole, so once is enough.
      ranges.clear();
      ranges.add(range(rows, 0, counted));
    }
  }

  private List<int[]> split(int mostFields) {
    List<int[]> parts = new ArrayList<>();
    int from = 0;
    SortedSet<Integer> columns = keyColumns();
    int fields = columns.size();
    for (int i = 0; i < counted; i++) {
      ColumnRead read = reads.get(i);
      if (columns.add(read.path().get(0))) {
        // A struct counts with every field in it; a few more than ours do no harm.
        fields += 1 + read.widths().stream().mapToInt(Integer::intValue).sum();
      }
      if (fields > mostFields && i > from) {
        parts.add(new int[] {from, i});
        from = i;
        columns = keyColumns();
        columns.add(read.path().get(0));
        fields = columns.size() + read.widths().stream().mapToInt(Integer::intValue).sum();
      }
    }
    parts.add(new int[] {from, counted});
    return parts;
  }

  private SortedSet<Integer> keyColumns() {
    SortedSet<Integer> columns = new TreeSet<>();
    for (ColumnRead read : reads.subList(counted, reads.size())) {
      columns.add(read.path().get(0));
    }
    return columns;
  }

  private Range range(Dataset<Row> rows, int from, int to) {
    SortedSet<Integer> columns = keyColumns();
    for (ColumnRead read : reads.subList(from, to)) {
      columns.add(read.path().get(0));
    }
    // By attribute, not by name: names may have dots, or come up twice.
    List<Attribute> attributes =
        JavaConverters.seqAsJavaList(rows.queryExecution().analyzed().output());
    Map<Integer, Integer> ordinals = new HashMap<>();
    List<Column> wanted = new ArrayList<>();
    for (int column : columns) {
      ordinals.put(column, wanted.size());
      wanted.add(new Column(attributes.get(column)));
    }
    QueryExecution query = rows.select(wanted.toArray(Column[]::new)).queryExecution();
    return new Range(from, to, query, ordinals);
  }

  // ---- plans

  private static @Nullable List<Batches> batches(Range range) {
    int width = range.ordinals.size();
    List<Batches> found = new ArrayList<>();
    return find(range.query.executedPlan(), IntStream.range(0, width).toArray(), found)
        ? found
        : null;
  }

  private static boolean find(SparkPlan plan, int[] wanted, List<Batches> found) {
    if (plan instanceof WholeStageCodegenExec stage) {
      return find(stage.child(), wanted, found);
    } else if (plan instanceof InputAdapter adapter) {
      return find(adapter.child(), wanted, found);
    } else if (plan instanceof ProjectExec project) {
      int[] below = throughProject(project, wanted);
      return below.length == wanted.length && find(project.child(), below, found);
    } else if (plan instanceof UnionExec union) {
      return JavaConverters.seqAsJavaList(union.children()).stream()
          .allMatch(child -> find(child, wanted, found));
    } else if (plan instanceof ColumnarToRowExec decoded) {
      SparkPlan child = decoded.child();
      while (child instanceof InputAdapter adapter) {
        child = adapter.child();
      }
      found.add(new Batches(child, wanted));
      return child.supportsColumnar();
    }
    return false;
  }

  /** Places of the wanted columns below a projection; fewer if one is computed. */
  private static int[] throughProject(ProjectExec project, int[] wanted) {
    Map<ExprId, Integer> places = new HashMap<>();
    for (Attribute attribute : JavaConverters.seqAsJavaList(project.child().output())) {
      places.put(attribute.exprId(), places.size());
    }
    List<NamedExpression> list = JavaConverters.seqAsJavaList(project.projectList());
    List<Integer> below = new ArrayList<>();
    for (int column : wanted) {
      Expression expression = (Expression) list.get(column);
      if (expression instanceof Alias alias) {
        expression = alias.child();
      }
      if (expression instanceof Attribute attribute && places.containsKey(attribute.exprId())) {
        below.add(places.get(attribute.exprId()));
      }
    }
    return below.stream().mapToInt(Integer::intValue).toArray();
  }

  /** True if the batches of the scan are handed out as they are. */
  boolean columnar() {
    return ranges.stream().allMatch(range -> batches(range) != null);
  }

  // ---- runs

  /** The ranges of the counted reads, of which there is one unless they are many. */
  List<Range> ranges() {
    return List.copyOf(ranges);
  }

  /** One dataset of several. */
  @SuppressWarnings("unchecked") // Java has no arrays of generic types
  JavaRDD<byte[]> union(List<JavaRDD<byte[]>> parts) {
    return parts.size() == 1 ? parts.get(0) : context.union(parts.toArray(JavaRDD[]::new));
  }

  private JavaRDD<byte[]> batches(Range range, Batches part, PartTask task) {
    int keysFrom = counted;
    RDD<ColumnarBatch> planned = part.plan().executeColumnar();
    RDD<ColumnarBatch> rdd =
        NeighbourPartitions.together(planned, tasks(planned.getNumPartitions()));
    List<ColumnRead> all = reads;
    int[] places = places(range, part.places());
    return rdd.toJavaRDD()
        .mapPartitions(
            batches ->
                List.of(task.run(new BatchRuns(batches, loaders(all), places, keysFrom)))
                    .iterator());
  }

  /**
   * Spark has planned partitions of a size that suits all columns. A task that reads a range of
   * them takes several, for every task has its own counts of every column.
   */
  private int tasks(int partitions) {
    int count = ranges.size();
    int enough = (context.defaultParallelism() + count - 1) / count;
    return Math.min(partitions, Math.max((partitions + count - 1) / count, enough));
  }

  private JavaRDD<byte[]> rows(Range range, PartTask task) {
    RDD<InternalRow> rdd = range.query.toRdd();
    List<ColumnRead> all = reads;
    int width = range.ordinals.size();
    int[] places = places(range, IntStream.range(0, width).toArray());
    return rdd.toJavaRDD()
        .mapPartitions(
            rows -> List.of(task.run(new GatheredRuns(rows, loaders(all), places))).iterator());
  }

  /** For each read its place; -1 for those that this range does not read. */
  private int[] places(Range range, int[] placeOfOrdinal) {
    int[] places = new int[reads.size()];
    for (int i = 0; i < places.length; i++) {
      Integer ordinal = range.ordinals.get(reads.get(i).path().get(0));
      boolean here = i >= counted || (i >= range.from && i < range.to);
      places[i] = here && ordinal != null ? placeOfOrdinal[ordinal] : -1;
    }
    return places;
  }

  private static ColumnLoader[] loaders(List<ColumnRead> reads) {
    return reads.stream().map(ColumnLoader::new).toArray(ColumnLoader[]::new);
  }

  /** Runs that are Spark's batches. The columns share one block, except keys. */
  private static final class BatchRuns implements Iterator<RowRun>, RowRun {
    private final Iterator<ColumnarBatch> batches;
    private final ColumnLoader[] loaders;
    private final int[] places;
    private final int counted;
    private final ColumnBlock shared = new ColumnBlock();
    private final Map<Integer, ColumnBlock> keys = new HashMap<>();
    private @Nullable ColumnarBatch batch;

    BatchRuns(Iterator<ColumnarBatch> batches, ColumnLoader[] loaders, int[] places, int counted) {
      this.counted = counted;
      this.batches = batches;
      this.loaders = loaders;
      this.places = places;
    }

    @Override
    public boolean hasNext() {
      return batches.hasNext();
    }

    @Override
    public RowRun next() {
      batch = batches.next();
      return this;
    }

    @Override
    public int rows() {
      return current().numRows();
    }

    @Override
    public ColumnBlock column(int read) {
      // Several keys are looked at together.
      ColumnBlock block =
          read < counted ? shared : keys.computeIfAbsent(read, key -> new ColumnBlock());
      loaders[read].load(current().column(places[read]), rows(), block);
      return block;
    }

    private ColumnarBatch current() {
      if (batch == null) {
        throw new NoSuchElementException("no run has been asked for yet");
      }
      return batch;
    }
  }

  /** Runs gathered from single rows. */
  private static final class GatheredRuns implements Iterator<RowRun>, RowRun {
    private static final int MOST_VALUES = 1 << 20;

    private final Iterator<InternalRow> rows;
    private final ColumnLoader[] loaders;
    private final int[] places;
    private final ColumnBlock[] blocks;
    private final int capacity;
    private int gathered;

    GatheredRuns(Iterator<InternalRow> rows, ColumnLoader[] loaders, int[] places) {
      this.rows = rows;
      this.loaders = loaders;
      this.places = places;
      capacity =
          Math.max(1, Math.min(ColumnBlock.USUAL_ROWS, MOST_VALUES / Math.max(1, loaders.length)));
      blocks = new ColumnBlock[loaders.length];
      for (int i = 0; i < blocks.length; i++) {
        blocks[i] = new ColumnBlock();
      }
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public RowRun next() {
      for (int i = 0; i < blocks.length; i++) {
        if (loaders[i].loadsTexts()) {
          blocks[i].clearTexts(capacity);
        } else {
          blocks[i].clear(capacity);
        }
      }
      gathered = 0;
      while (gathered < capacity && rows.hasNext()) {
        InternalRow row = rows.next();
        gathered++;
        for (int i = 0; i < blocks.length; i++) {
          if (places[i] >= 0) {
            loaders[i].append(row, places[i], blocks[i]);
          }
        }
      }
      return this;
    }

    @Override
    public int rows() {
      return gathered;
    }

    @Override
    public ColumnBlock column(int read) {
      return blocks[read];
    }
  }
}
