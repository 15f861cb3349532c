package io.tidemark.drift.profile;

import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.Platform;
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

  /** Characters of a text: its bytes but those that continue one. */
  static int length(UTF8String text) {
    Object base = text.getBaseObject();
    long offset = text.getBaseOffset();
    int bytes = text.numBytes();
    int continuing = 0;
    int at = 0;
    for (; at + Long.BYTES <= bytes; at += Long.BYTES) {
      long eight = Platform.getLong(base, offset + at);
      // The highest bit of each byte stays where it is set and the next one is not: 10xxxxxx.
      continuing += Long.bitCount(eight & ~(eight << 1) & 0x8080808080808080L);
    }
    for (; at < bytes; at++) {
      continuing += (Platform.getByte(base, offset + at) & 0xC0) == 0x80 ? 1 : 0;
    }
    return bytes - continuing;
  }
}
