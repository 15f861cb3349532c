package io.tidemark.drift.profile;

import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.io.input.UnsynchronizedByteArrayInputStream;
import org.apache.commons.io.output.UnsynchronizedByteArrayOutputStream;

/** How counts travel from task to task: variable-length numbers, runs of zeros as one number. */
final class Wire {
  private static final int SEVEN_BITS = 0x7F;
  private static final int MORE = 0x80;

  private Wire() {}

  static byte[] bytes(Mergeable<?, ?> state) {
    try {
      var bytes = UnsynchronizedByteArrayOutputStream.builder().get();
      DataOutputStream out = new DataOutputStream(bytes);
      state.write(out);
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
  }

  static void addTo(Mergeable<?, ?> state, byte[] bytes) {
    try {
      state.read(
          new DataInputStream(
              UnsynchronizedByteArrayInputStream.builder().setByteArray(bytes).get()));
    } catch (IOException e) {
      throw new UncheckedIOException("a task's counts are cut short", e);
    }
  }

  /** Writes a number that is not negative. */
  static void number(DataOutput out, long value) throws IOException {
    long rest = value;
    while ((rest & ~(long) SEVEN_BITS) != 0) {
      out.writeByte((int) (rest & SEVEN_BITS) | MORE);
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  static long number(DataInput in) throws IOException {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.readByte();
      value |= (long) (next & SEVEN_BITS) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  static int size(DataInput in) throws IOException {
    return Math.toIntExact(number(in));
  }

  static void counts(DataOutput out, long[] counts) throws IOException {
    int i = 0;
    while (i < counts.length) {
      if (counts[i] != 0) {
        number(out, counts[i++]);
        continue;
      }
      int start = i;
      while (i < counts.length && counts[i] == 0) {
        i++;
      }
      number(out, 0);
      number(out, i - start);
    }
  }

  /** Adds written counts to these. */
  static void addCounts(DataInput in, long[] counts) throws IOException {
    int i = 0;
    while (i < counts.length) {
      long value = number(in);
      if (value == 0) {
        i += size(in);
      } else {
        counts[i++] += value;
      }
    }
  }

  static void text(DataOutput out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    number(out, utf8.length);
    out.write(utf8);
  }

  static String text(DataInput in) throws IOException {
    byte[] utf8 = new byte[size(in)];
    in.readFully(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
