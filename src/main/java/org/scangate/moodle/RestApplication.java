package org.scangate.moodle;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** Everything below the context root, so that every path answers as the API does. */
@ApplicationPath("/")
public class RestApplication extends Application {

  /** Jersey would answer {@code /application.wadl} with XML; other servers do not know the key. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
