package org.scangate.scanner.clamd;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An address as it was looked up once. A host's name can stand for several machines, another one
 * each time that it is asked for; what is proven on one of them holds for that one alone.
 *
 * @param file of a Unix socket; empty where there is none
 */
record ClamdEndpoint(ClamdAddress address, SocketAddress socket, Optional<SocketFile> file) {

  /** Each that the address stands for now, in the order in which they are to be tried. */
  static List<ClamdEndpoint> of(ClamdAddress address) throws IOException {
    try {
      List<ClamdEndpoint> all = new ArrayList<>();
      for (SocketAddress socket : address.resolve()) {
        all.add(new ClamdEndpoint(address, socket, SocketFile.of(socket)));
      }
      return all;
    } catch (NoSuchFileException e) {
      throw new IOException(
          "cannot connect to clamd at " + address + ": No such file or directory", e);
    } catch (IOException e) {
      throw new IOException("cannot connect to clamd at " + address + ": " + e.getMessage(), e);
    }
  }

  /** Whether what listens there is on this machine, as far as its address tells. */
  boolean local() {
    return !(socket instanceof InetSocketAddress internet)
        || internet.getAddress().isLoopbackAddress();
  }

  /** As configured. */
  @Override
  public String toString() {
    return address.text();
  }
}
