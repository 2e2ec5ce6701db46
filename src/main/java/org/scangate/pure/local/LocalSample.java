package org.scangate.pure.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.scangate.container.ByteSource;
import org.scangate.scan.ContentBinding;
import org.scangate.scan.Origin;
import org.scangate.scan.Sample;

/**
 * The content of a {@code .bin}.
 *
 * @param place its root
 */
record LocalSample(LocalFile file, Path place) implements Sample {

  @Override
  public String name() {
    return file.name().toString();
  }

  @Override
  public Origin origin() {
    String text = "pure folder=" + StoreFileNames.place(file.folder().path());
    return new Origin("local", StoreFileNames.place(place), file.place(), "", "", text);
  }

  @Override
  public long size() {
    return file.size();
  }

  @Override
  public Optional<String> sha256() {
    return Optional.empty();
  }

  @Override
  public Optional<Path> path() {
    return Optional.of(file.path());
  }

  @Override
  public Optional<Path> root() {
    return Optional.of(place);
  }

  @Override
  public Optional<ContentBinding> binding() {
    return Optional.of(file.listed().binding());
  }

  @Override
  public boolean background() {
    return true;
  }

  @Override
  public InputStream open() throws IOException {
    return new WholeStream(Channels.newInputStream(channelOfThis()), file.size());
  }

  @Override
  public ByteSource bytes() throws IOException {
    return new LocalBytes(channelOfThis(), file.size());
  }

  /** Of this very file. */
  private SeekableByteChannel channelOfThis() throws IOException {
    require(file.isWhereItWas()); // so that a FIFO or a device in its place is not opened
    SeekableByteChannel channel = channel();
    try {
      require(file.unchanged()); // so that it is this one that was opened, as it was listed
      return channel;
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  private SeekableByteChannel channel() throws IOException {
    try {
      return file.folder().open(file.name());
    } catch (IOException e) {
      throw new IOException(
          StoreFileNames.place(file.path()) + " cannot be opened: " + FileErrors.of(e), e);
    }
  }

  private void require(boolean unchanged) throws IOException {
    if (!unchanged) {
      throw new IOException(
          StoreFileNames.place(file.path())
              + " changed since it was listed; the next pass looks again");
    }
  }
}
