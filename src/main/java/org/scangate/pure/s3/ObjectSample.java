package org.scangate.pure.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.scangate.container.ByteSource;
import org.scangate.scan.Origin;
import org.scangate.scan.Sample;

/** The content of an object, read while it is scanned: by each scanner once. */
record ObjectSample(StoredObject object) implements Sample {

  @Override
  public String name() {
    return object.state().at().key();
  }

  @Override
  public Origin origin() {
    ObjectKey at = object.state().at();
    return new Origin(
        "s3", at.bucket(), object.placeAndVersion(), "", "", "pure bucket=" + at.bucket());
  }

  @Override
  public long size() {
    return object.size();
  }

  @Override
  public Optional<String> sha256() {
    return Optional.empty();
  }

  @Override
  public Optional<Path> path() {
    return Optional.empty();
  }

  @Override
  public boolean background() {
    return true;
  }

  @Override
  public InputStream open() throws IOException {
    return new PinnedStream(object);
  }

  @Override
  public ByteSource bytes() {
    return new ObjectBytes(object);
  }
}
