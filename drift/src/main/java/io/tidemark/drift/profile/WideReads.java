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
 * long as decoding 10 million values, so a table of 1,000 columns should need few ranges.
 */
final class WideReads {
  static final String MAX_FIELDS = "spark.sql.codegen.maxFields";

  private WideReads() {}

  /** The same rows, planned in a session of their own that allows so many columns at once. */
  static Dataset<Row> of(Dataset<Row> rows, int maxFields) {
    SparkSession session = rows.sparkSession().cloneSession();
    session.conf().set(MAX_FIELDS, maxFields);
    // File sources look at the session that they were made in.
    LogicalPlan moved =
        rows.queryExecution()
            .analyzed()
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
