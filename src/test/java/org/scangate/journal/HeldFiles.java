package org.scangate.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** Files of H2 on a disk that can be made to hang. */
public final class HeldFiles extends FilePathWrapper {

  private static final String SCHEME = "held";

  private static volatile Hold held = new Hold(0);

  /** By H2 too. */
  public HeldFiles() {}

  static HeldFiles register() {
    HeldFiles files = new HeldFiles();
    FilePath.register(files);
    return files;
  }

  String url(Path file) {
    return "jdbc:h2:" + SCHEME + ":" + file + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";
  }

  /** From now on all who write wait. */
  Hold hold() {
    held = new Hold(1);
    return held;
  }

  void letGo() {
    held.end.countDown();
  }

  static final class Hold {
    private final CountDownLatch end;
    private final AtomicInteger waiting = new AtomicInteger();

    private Hold(int count) {
      end = new CountDownLatch(count);
    }

    boolean anybodyWaits() {
      return waiting.get() > 0;
    }

    private void await() {
      waiting.incrementAndGet();
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UncheckedIOException(new IOException(e));
      }
    }
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Held(super.open(mode));
  }

  private static final class Held extends FileBase {
    private final FileChannel file;

    Held(FileChannel file) {
      this.file = file;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      held.await();
      return file.write(bytes);
    }

    @Override
    public synchronized int write(ByteBuffer bytes, long position) throws IOException {
      held.await();
      return file.write(bytes, position);
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
      return file.read(bytes);
    }

    @Override
    public synchronized int read(ByteBuffer bytes, long position) throws IOException {
      return file.read(bytes, position);
    }

    @Override
    public long position() throws IOException {
      return file.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
      file.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      file.truncate(size);
      return this;
    }

    @Override
    public void force(boolean metadata) throws IOException {
      file.force(metadata);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      file.close();
    }
  }
}
