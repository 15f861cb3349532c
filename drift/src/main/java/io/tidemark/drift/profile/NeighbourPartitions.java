package io.tidemark.drift.profile;

import org.apache.spark.Partition;
import org.apache.spark.rdd.PartitionCoalescer;
import org.apache.spark.rdd.PartitionGroup;
import org.apache.spark.rdd.RDD;
import scala.Option;
import scala.Serializable;

/**
 * Has a task read several neighbouring partitions, always the same ones: Spark's own way follows
 * the places of files, and sums of doubles would change with them in the last digits.
 */
final class NeighbourPartitions implements PartitionCoalescer, Serializable {
  private static final long serialVersionUID = 1L;

  /** The same data in at most so many partitions. */
  static <T> RDD<T> together(RDD<T> data, int most) {
    return data.getNumPartitions() <= most
        ? data
        : data.coalesce(most, false, Option.apply(new NeighbourPartitions()), null);
  }

  @Override
  public PartitionGroup[] coalesce(int most, RDD<?> parent) {
    Partition[] partitions = parent.partitions();
    PartitionGroup[] groups = new PartitionGroup[most];
    for (int i = 0; i < most; i++) {
      groups[i] = new PartitionGroup(Option.empty());
    }
    for (int i = 0; i < partitions.length; i++) {
      groups[group(i, partitions.length, most)].partitions().$plus$eq(partitions[i]);
    }
    return groups;
  }

  /** Group of a partition when that many partitions form so many groups. */
  static int group(int partition, int partitions, int groups) {
    return (int) ((long) partition * groups / partitions);
  }
}
