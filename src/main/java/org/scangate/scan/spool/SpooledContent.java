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
import org.scangate.scan.Sample;
import org.scangate.scan.Sha256;

/** The bytes of one upload in the {@link Spool}, until they are closed. */
public final class SpooledContent implements AutoCloseable {

  private static final int FIRST_BLOCK = 16 << 10;
  private static final int BLOCK = 64 << 10;

  private final Spool spool;
  private final MessageDigest digest = Sha256.newDigest();
  private final List<byte[]> memory = new ArrayList<>();
  private long inMemory;
  private int lastUsed;
  private FileChannel file;
  private long inFile;
  private long size;
  private String sha256;

  SpooledContent(Spool spool) {
    this.spool = spool;
  }

  void add(byte[] bytes, int n) throws NotReceived {
    digest.update(bytes, 0, n);
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
  public Sample as(String name, String origin) {
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

  private record Upload(SpooledContent content, String name, String origin) implements Sample {
    @Override
    public long size() {
      return content.size;
    }

    @Override
    public Optional<String> sha256() {
      return Optional.of(content.sha256);
    }

    @Override
    public Optional<Path> path() {
      return Optional.empty();
    }

    @Override
    public InputStream open() {
      return content.file == null ? content.new Blocks() : new PositionalReads(content.file);
    }
  }

  /** Reads the blocks in memory. */
  private final class Blocks extends InputStream {
    private int block;
    private int position;

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      while (block < memory.size() && position == used(block)) {
        block++;
        position = 0;
      }
      if (block == memory.size()) {
        return length == 0 ? 0 : -1;
      }
      int n = Math.min(length, used(block) - position);
      System.arraycopy(memory.get(block), position, bytes, offset, n);
      position += n;
      return n;
    }
  }

  /** Reads without moving the channel's own position, so that several can read at once. */
  private static final class PositionalReads extends InputStream {
    private final FileChannel file;
    private long position;

    PositionalReads(FileChannel file) {
      this.file = file;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = file.read(ByteBuffer.wrap(bytes, offset, length), position);
      position += Math.max(n, 0);
      return n;
    }
  }
}
