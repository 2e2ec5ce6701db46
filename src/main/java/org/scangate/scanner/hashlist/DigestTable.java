package org.scangate.scanner.hashlist;

import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

/** The digests of one kind, sorted, each once; immutable. */
final class DigestTable {

  /** Buckets by the leading 16 bits; of ten million entries each has some 150. */
  private static final int BUCKET_BITS = 16;

  private final DigestEntries entries;
  private final int[] starts = new int[(1 << BUCKET_BITS) + 1];
  private final long fingerprint;

  /** Sorts the entries, which nobody else may change any more. */
  DigestTable(DigestEntries builder) throws InterruptedIOException {
    EntrySort.sort(builder);
    dropRepeated(builder);
    entries = builder;
    long sum = 0;
    for (int at = 0; at < entries.size(); at++) {
      starts[bucket(entries.high(at)) + 1] = at + 1;
      sum = 31 * sum + (entries.high(at) ^ entries.low(at));
    }
    for (int bucket = 1; bucket < starts.length; bucket++) {
      starts[bucket] = Math.max(starts[bucket], starts[bucket - 1]);
    }
    fingerprint = sum;
  }

  /** Of equal digests the first stays: one that the list names, if there is one. */
  private static void dropRepeated(DigestEntries sorted) {
    int kept = 0;
    for (int at = 0; at < sorted.size(); at++) {
      if (kept == 0
          || sorted.high(at) != sorted.high(kept - 1)
          || sorted.low(at) != sorted.low(kept - 1)) {
        sorted.copy(at, kept);
        kept++;
      }
    }
    sorted.cut(kept);
  }

  private static int bucket(long high) {
    return (int) (high >>> (Long.SIZE - BUCKET_BITS));
  }

  /** The number of the digest's name; empty when the digest is on no list. */
  OptionalInt find(byte[] digest) {
    long high = ByteBuffer.wrap(digest).getLong(0);
    long low = ByteBuffer.wrap(digest).getLong(Long.BYTES);
    int from = starts[bucket(high)];
    int to = starts[bucket(high) + 1];
    while (from < to) {
      int middle = (from + to) >>> 1;
      int order = compare(middle, high, low);
      if (order == 0) {
        return OptionalInt.of(entries.name(middle));
      } else if (order < 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return OptionalInt.empty();
  }

  private int compare(int at, long high, long low) {
    int order = Long.compareUnsigned(entries.high(at), high);
    return order != 0 ? order : Long.compareUnsigned(entries.low(at), low);
  }

  int size() {
    return entries.size();
  }

  /** Differs, but for a chance of 2<sup>-64</sup>, when the digests do. */
  long fingerprint() {
    return fingerprint;
  }
}
