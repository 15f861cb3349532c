package io.tidemark.drift.profile;

import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.types.UTF8String;

/** Spark's internal texts and their hash. */
final class Texts {
  private static final long SEED = 42;

  private Texts() {}

  /** 64 good bits. */
  static long hash(UTF8String text) {
    return XXH64.hashUnsafeBytes(text.getBaseObject(), text.getBaseOffset(), text.numBytes(), SEED);
  }

  static long hash(String text) {
    return hash(UTF8String.fromString(text));
  }
}
