package org.scangate.scan;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The bytes of one upload in the {@link Spool}, until they are closed. */
public final class SpooledContent implements AutoCloseable {

  private final Spool spool;
  private final MessageDigest digest = newSha256();
  private byte[] memory = new byte[0];
  private FileChannel file;
  private long inFile;
  private long size;
  private String sha256;

  SpooledContent(Spool spool) {
    this.spool = spool;
  }

  void add(byte[] block, int n) throws NotReceived {
    digest.update(block, 0, n);
    if (file == null && !fitsInMemory(n)) {
      moveToFile();
    }
    if (file == null) {
      System.arraycopy(block, 0, memory, (int) size, n);
    } else {
      append(block, n);
    }
    size += n;
  }

  void complete() {
    sha256 = HexFormat.of().formatHex(digest.digest());
  }

  /** Grows by doubling, so that who sends little by little holds little. */
  private boolean fitsInMemory(int n) {
    if (size + n > memory.length) {
      int grown = spool.grow(memory.length, size + n);
      if (grown == memory.length) {
        return false;
      }
      memory = Arrays.copyOf(memory, grown);
    }
    return true;
  }

  private void moveToFile() throws NotReceived {
    try {
      file = spool.newFile();
    } catch (IOException e) {
      throw spool.noRoom(e);
    }
    append(memory, (int) size);
    spool.giveBack(memory.length, 0);
    memory = new byte[0];
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
    spool.giveBack(memory.length, inFile);
    memory = new byte[0];
    inFile = 0;
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        // It has no name; the system frees it with the descriptor.
      }
    }
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
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
      return content.file == null
          ? new ByteArrayInputStream(content.memory, 0, (int) content.size)
          : new PositionalReads(content.file);
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
