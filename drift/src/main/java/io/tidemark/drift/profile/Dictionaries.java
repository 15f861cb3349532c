package io.tidemark.drift.profile;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import org.apache.spark.sql.execution.vectorized.Dictionary;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether two batches share Parquet's dictionary, so that what was found out about its texts
 * once holds for the next batch too. Spark keeps the dictionary to itself and wraps it anew for
 * every batch, hence the look inside; where that fails, each batch stands for itself.
 */
final class Dictionaries {
  private static final String PARQUET_DICTIONARY =
      "org.apache.spark.sql.execution.datasources.parquet.ParquetDictionary";
  private static final @Nullable MethodHandle OF_VECTOR = getter(WritableColumnVector.class);
  private static final @Nullable MethodHandle OF_WRAPPER = getter(wrapper());

  private Dictionaries() {}

  private static @Nullable Class<?> wrapper() {
    try {
      return Class.forName(PARQUET_DICTIONARY);
    } catch (ClassNotFoundException e) {
      return null; // another Spark: each batch stands for itself
    }
  }

  private static @Nullable MethodHandle getter(@Nullable Class<?> type) {
    if (type == null) {
      return null;
    }
    try {
      Field field = type.getDeclaredField("dictionary");
      field.setAccessible(true);
      return MethodHandles.lookup().unreflectGetter(field);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null; // likewise
    }
  }

  /** The dictionary of a vector; null if it cannot be told. */
  static @Nullable Object of(WritableColumnVector vector) {
    if (OF_VECTOR == null || OF_WRAPPER == null) {
      return null;
    }
    try {
      Dictionary wrapper = (Dictionary) OF_VECTOR.invoke(vector);
      boolean parquet = wrapper != null && wrapper.getClass().getName().equals(PARQUET_DICTIONARY);
      return parquet ? (Object) OF_WRAPPER.invoke(wrapper) : null;
    } catch (Throwable e) {
      throw new IllegalStateException("a field of " + vector.getClass() + " cannot be read", e);
    }
  }
}
