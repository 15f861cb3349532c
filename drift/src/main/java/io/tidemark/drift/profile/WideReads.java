package io.tidemark.drift.profile;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import scala.runtime.AbstractPartialFunction;

/**
 * Lets Spark decode more columns at once than {@code spark.sql.codegen.maxFields}, which is there
 * to keep generated code small; we generate none. Planning a range of the columns takes about as
 * long as decoding millions of values, so a table of 1,000 columns should need few ranges, and the
 * files are looked up once for all of them.
 *
 * <p>Batches are longer too unless a length is configured: the counts of so many columns do not fit
 * the processor's cache together, so every batch fetches those of every column anew.
 */
final class WideReads {
  static final String MAX_FIELDS = "spark.sql.codegen.maxFields";
  private static final String BATCH_ROWS = "spark.sql.parquet.columnarReaderBatchSize";
  private static final long MORE_ROWS = 2L * ColumnBlock.USUAL_ROWS;

  private WideReads() {}

  /** The same rows, planned in a session of their own that allows any number of columns at once. */
  static Dataset<Row> of(Dataset<Row> rows) {
    SparkSession session = rows.sparkSession().cloneSession();
    session.conf().set(MAX_FIELDS, Integer.MAX_VALUE);
    if (!session.sessionState().conf().settings().containsKey(BATCH_ROWS)) {
      session.conf().set(BATCH_ROWS, MORE_ROWS);
    }
    // File sources look at the session that they were made in.
    LogicalPlan moved =
        rows.queryExecution()
            .optimizedPlan() // in which Delta has looked up its files already
            .transformUp(
                new AbstractPartialFunction<LogicalPlan, LogicalPlan>() {
                  @Override
                  public boolean isDefinedAt(LogicalPlan plan) {
                    return plan instanceof LogicalRelation source
                        && source.relation() instanceof HadoopFsRelation;
                  }

                  @Override
                  public LogicalPlan apply(LogicalPlan plan) {
                    LogicalRelation source = (LogicalRelation) plan;
                    HadoopFsRelation files = (HadoopFsRelation) source.relation();
                    return source.copy(
                        new HadoopFsRelation(
                            files.location(),
                            files.partitionSchema(),
                            files.dataSchema(),
                            files.bucketSpec(),
                            files.fileFormat(),
                            files.options(),
                            session),
                        source.output(),
                        source.catalogTable(),
                        source.isStreaming());
                  }
                });
    return Dataset.ofRows(session, moved);
  }
}
