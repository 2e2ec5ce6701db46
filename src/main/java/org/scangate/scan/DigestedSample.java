package org.scangate.scan;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.scangate.container.ByteSource;

/**
 * A sample whose SHA-256 is found out while somebody reads it from its first byte to its last. It
 * is for the record alone, and never for the cache of known content: another who reads the same
 * file may be given other bytes.
 */
final class DigestedSample extends ForwardingSample {

  private static final int BLOCK = 64 << 10;

  private final AtomicBoolean taken = new AtomicBoolean();
  private volatile String digest;

  DigestedSample(Sample sample) {
    super(sample);
    sample.sha256().ifPresent(known -> digest = known);
  }

  /** What was known before, or was read; empty: nobody has read it whole. */
  Optional<String> digest() {
    return Optional.ofNullable(digest);
  }

  /** Reads it where nobody has, as far as there is time. */
  void read(Deadline until) {
    if (digest != null) {
      return;
    }
    taken.set(false);
    byte[] block = new byte[(int) Math.max(1, Math.min(BLOCK, size() + 1))];
    try (InputStream in = open()) {
      while (!until.passed() && in.read(block) >= 0) {
        // its digest is what it is read for
      }
    } catch (IOException | RuntimeException e) {
      // It has no digest then: gone, or out of reach. Its verdict stands or falls by other means.
    }
  }

  @Override
  public InputStream open() throws IOException {
    InputStream in = sample().open();
    return digest == null && taken.compareAndSet(false, true) ? new Reading(in) : in;
  }

  /** One of those who read; only if that one does not come to the end, another is taken. */
  private final class Reading extends FilterInputStream {

    private final MessageDigest soFar = Digests.sha256();
    private long count;
    private boolean complete;

    Reading(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = in.read(into, offset, length);
      if (read > 0) {
        soFar.update(into, offset, read);
        count += read;
      } else if (read < 0) {
        complete();
      }
      return read;
    }

    private void complete() {
      if (!complete && count == size()) {
        digest = HexFormat.of().formatHex(soFar.digest());
      }
      complete = true;
    }

    @Override
    public long skip(long bytes) throws IOException {
      complete = true; // what it has seen is not all
      return in.skip(bytes);
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    @Override
    public void close() throws IOException {
      complete();
      taken.set(digest != null);
      in.close();
    }
  }

  @Override
  public ByteSource bytes() throws IOException {
    return sample().bytes();
  }
}
