package io.tidemark.drift.profile;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Blocks and runs of single values. */
final class TestingBlocks {
  static final ColumnRead TEXT = new ColumnRead(List.of(0), List.of(), DataTypes.StringType, false);

  private TestingBlocks() {}

  /** A block of one row with a number, a long, a text or null. */
  static ColumnBlock of(@Nullable Object value) {
    ColumnBlock block = new ColumnBlock();
    block.clearTexts(1);
    block.setExtent(1, value == null ? 0 : 1);
    if (value instanceof Double number) {
      block.numbers()[0] = number;
    } else if (value instanceof Long whole) {
      block.longs()[0] = whole;
      block.numbers()[0] = whole;
    } else if (value instanceof String text) {
      block.texts()[0] = UTF8String.fromString(text);
      block.codes()[0] = 0;
      block.setDistinct(1);
    }
    return block;
  }

  /** A run of one row. */
  static RowRun row(@Nullable Object... values) {
    return new RowRun() {
      @Override
      public int rows() {
        return 1;
      }

      @Override
      public ColumnBlock column(int read) {
        return of(values[read]);
      }
    };
  }
}
