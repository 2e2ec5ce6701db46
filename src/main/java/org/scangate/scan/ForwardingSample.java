package org.scangate.scan;

import java.nio.file.Path;
import java.util.Optional;

/** Another sample, of which whoever extends this reads the content in a way of its own. */
public abstract class ForwardingSample implements Sample {

  private final Sample sample;

  protected ForwardingSample(Sample sample) {
    this.sample = sample;
  }

  /** The other one. */
  protected final Sample sample() {
    return sample;
  }

  @Override
  public final String name() {
    return sample.name();
  }

  @Override
  public final Origin origin() {
    return sample.origin();
  }

  @Override
  public final long size() {
    return sample.size();
  }

  @Override
  public final Optional<String> sha256() {
    return sample.sha256();
  }

  @Override
  public final Optional<String> sha1() {
    return sample.sha1();
  }

  @Override
  public final Optional<Path> path() {
    return sample.path();
  }

  @Override
  public final Optional<Path> root() {
    return sample.root();
  }

  @Override
  public final boolean background() {
    return sample.background();
  }

  @Override
  public final Optional<ContentBinding> binding() {
    return sample.binding();
  }
}
