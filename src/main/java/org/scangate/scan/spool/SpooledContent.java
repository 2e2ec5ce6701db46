package org.scangate.scan.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.scangate.container.ByteSource;
import org.scangate.scan.Digests;
import org.scangate.scan.Origin;
import org.scangate.scan.Sample;

/** The bytes of one upload in the {@link Spool}, until they are closed. */
public final class SpooledContent implements AutoCloseable {

  private static final int FIRST_BLOCK = 16 << 10;
  private static final int BLOCK = 64 << 10;

  private final Spool spool;
  private final MessageDigest digest = Digests.sha256();
  private final MessageDigest sha1Digest = Digests.sha1();
  private final List<byte[]> memory = new ArrayList<>();
  private long inMemory;
  private int lastUsed;
  private FileChannel file;
  private long inFile;
  private long size;
  private String sha256;
  private String sha1;

  SpooledContent(Spool spool) {
    this.spool = spool;
  }

  void add(byte[] bytes, int n) throws NotReceived {
    digest.update(bytes, 0, n);
    sha1Digest.update(bytes, 0, n);
    if (file == null && !kept(bytes, n)) {
      moveToFile();
    }
    if (file != null) {
      append(bytes, n);
    }
    size += n;
  }

  void complete() {
    sha256 = HexFormat.of().formatHex(digest.digest());
    sha1 = HexFormat.of().formatHex(sha1Digest.digest());
  }

  /**
   * Keeps them in memory, if there is room: in blocks, since one array that grows would be copied
   * again and again, and be too large for the collector's regions.
   */
  private boolean kept(byte[] bytes, int n) {
    byte[] last = memory.isEmpty() ? null : memory.get(memory.size() - 1);
    int fits = last == null ? 0 : Math.min(n, last.length - lastUsed);
    int rest = n - fits;
    byte[] added = null;
    if (rest > 0) {
      int block = Math.max(rest, memory.isEmpty() ? FIRST_BLOCK : BLOCK);
      if (!spool.reserveInMemory(size + n, block)) {
        return false;
      }
      added = new byte[block];
      inMemory += block;
    }
    if (fits > 0) {
      System.arraycopy(bytes, 0, last, lastUsed, fits);
      lastUsed += fits;
    }
    if (added != null) {
      System.arraycopy(bytes, fits, added, 0, rest);
      memory.add(added);
      lastUsed = rest;
    }
    return true;
  }

  private void moveToFile() throws NotReceived {
    try {
      file = spool.newFile();
    } catch (IOException e) {
      throw spool.noRoom(e);
    }
    for (int i = 0; i < memory.size(); i++) {
      append(memory.get(i), used(i));
    }
    freeMemory();
  }

  private int used(int block) {
    return block == memory.size() - 1 ? lastUsed : memory.get(block).length;
  }

  private void freeMemory() {
    spool.giveBack(inMemory, 0);
    inMemory = 0;
    memory.clear();
  }

  private void append(byte[] bytes, int n) throws NotReceived {
    spool.reserveInFiles(n);
    inFile += n;
    try {
      ByteBuffer rest = ByteBuffer.wrap(bytes, 0, n);
      while (rest.hasRemaining()) {
        file.write(rest);
      }
    } catch (IOException e) {
      throw spool.noRoom(e);
    }
  }

  /** Bytes received so far. */
  public long size() {
    return size;
  }

  /** The sample that this content is, under a name and origin that were perhaps learned later. */
  public Sample as(String name, Origin origin) {
    return new Upload(this, name, origin);
  }

  @Override
  public void close() {
    freeMemory();
    spool.giveBack(0, inFile);
    inFile = 0;
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        // It has no name; the system frees it with the descriptor.
      }
    }
  }

  private record Upload(SpooledContent content, String name, Origin origin) implements Sample {
    @Override
    public long size() {
      return content.size;
    }

    @Override
    public Optional<String> sha256() {
      return Optional.of(content.sha256);
    }

    @Override
    public Optional<String> sha1() {
      return Optional.of(content.sha1);
    }

    @Override
    public Optional<Path> path() {
      return Optional.empty();
    }

    @Override
    public InputStream open() {
      return new SpooledStream(content);
    }

    @Override
    public ByteSource bytes() {
      return new SpooledBytes(content);
    }
  }

  /**
   * Reads without moving any position of its own, so that several can read at once.
   *
   * @return fewer than {@code length} only at the end; 0 at or beyond it
   */
  int read(long position, byte[] into, int offset, int length) throws IOException {
    return file == null
        ? readBlocks(position, into, offset, length)
        : readFile(position, into, offset, length);
  }

  private int readBlocks(long position, byte[] into, int offset, int length) {
    int count = 0;
    long begin = 0;
    for (int block = 0; block < memory.size() && count < length; block++) {
      long from = position + count - begin;
      int used = used(block);
      if (from < used) {
        int n = (int) Math.min(length - count, used - from);
        System.arraycopy(memory.get(block), (int) from, into, offset + count, n);
        count += n;
      }
      begin += used;
    }
    return count;
  }

  private int readFile(long position, byte[] into, int offset, int length) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(into, offset, length);
    while (rest.hasRemaining() && file.read(rest, position + rest.position() - offset) > 0) {
      // one read need not give all
    }
    return rest.position() - offset;
  }
}
