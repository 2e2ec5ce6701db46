package org.scangate.testing;

import java.util.Map;
import java.util.OptionalInt;

/** What clamd is started with. Every line of clamd.conf can be set but those of its paths. */
public final class ClamdServerBuilder {
  private final ClamdConf conf = new ClamdConf();
  private OptionalInt databaseVersion = OptionalInt.empty();

  ClamdServerBuilder() {}

  /** A line of clamd.conf; an empty value takes the line out. */
  public ClamdServerBuilder option(String name, String value) {
    conf.set(name, value);
    return this;
  }

  /** Lines of clamd.conf, over those that are set already. */
  public ClamdServerBuilder options(Map<String, String> lines) {
    conf.setAll(lines);
    return this;
  }

  /** Makes VERSION tell this number and a date; without, it tells the program's version only. */
  public ClamdServerBuilder databaseVersion(int version) {
    databaseVersion = OptionalInt.of(version);
    return this;
  }

  /** A server that answers. */
  public ClamdServer start() {
    ClamdServer server = build();
    try {
      server.start();
      return server;
    } catch (RuntimeException | Error e) {
      server.close();
      throw e;
    }
  }

  /** A server that is not started yet: its folder and signatures are there. */
  public ClamdServer build() {
    return new ClamdServer(conf, databaseVersion);
  }
}
