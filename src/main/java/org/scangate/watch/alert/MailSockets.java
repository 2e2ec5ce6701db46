package org.scangate.watch.alert;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.SocketFactory;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;

/**
 * The connections of one mail, closed when its time is over: the time-outs of Jakarta Mail are of
 * each read alone, so that a server which drips a byte now and then would be listened to for ever.
 */
final class MailSockets extends SocketFactory implements AutoCloseable {

  private final DeadlineTimer timer;
  private final Deadline deadline;
  private final List<DeadlineTimer.Guard> guards = new CopyOnWriteArrayList<>();

  MailSockets(DeadlineTimer timer, Deadline deadline) {
    this.timer = timer;
    this.deadline = deadline;
  }

  /** The one that Jakarta Mail asks for; it connects it, and puts TLS over it, by itself. */
  @Override
  public Socket createSocket() {
    Socket socket = new Socket();
    guards.add(timer.guard(socket, deadline));
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port), new InetSocketAddress(from, fromPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port), new InetSocketAddress(from, fromPort));
  }

  private Socket connected(InetSocketAddress to, InetSocketAddress from) throws IOException {
    Socket socket = createSocket();
    socket.bind(from);
    socket.connect(to);
    return socket;
  }

  /** The mail has come to its end; nothing is closed any more by its deadline. */
  @Override
  public void close() {
    guards.forEach(DeadlineTimer.Guard::close);
  }
}
