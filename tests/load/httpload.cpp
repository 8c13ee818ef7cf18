// HTTP keep-alive GET load over a URL-path list. usage: httpload 127.0.0.1 PORT listfile conns passes|-SECONDS
// [header]...
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <string>
#include <vector>
static double now() {
  timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}
struct C {
  int fd = -1;
  std::string in;
  double t0 = 0;
  bool busy = false;
  size_t req = 0;
};
int main(int c, char** v) {
  if (c < 6) return 1;
  if (strncmp(v[1], "127.", 4)) {
    puts("loopback only");
    return 1;
  }
  std::vector<std::string> L;
  {
    std::ifstream f(v[3]);
    std::string s;
    while (std::getline(f, s))
      if (!s.empty()) L.push_back(s);
  }
  int nc = atoi(v[4]);
  double pas = atof(v[5]);
  std::string H;
  for (int i = 6; i < c; i++) H += std::string(v[i]) + "\r\n";
  size_t total = pas > 0 ? size_t(pas * double(L.size())) : size_t(-1);
  double maxs = pas > 0 ? 300 : -pas;
  int ep = epoll_create1(0);
  std::vector<C> cs(static_cast<size_t>(nc));
  std::vector<double> lat;
  size_t sent = 0, done = 0, bytes = 0, empty = 0, retry = 0;
  std::map<int, size_t> codes;
  double a = now();
  std::vector<char> buf(1 << 20);
  auto conn = [&](C& k) {
    k.fd = socket(AF_INET, SOCK_STREAM, 0);
    int one = 1;
    setsockopt(k.fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    sockaddr_in s{};
    s.sin_family = AF_INET;
    s.sin_port = htons(uint16_t(atoi(v[2])));
    inet_pton(AF_INET, v[1], &s.sin_addr);
    if (connect(k.fd, (sockaddr*)&s, sizeof s) < 0) {
      perror("connect");
      exit(1);
    }
    epoll_event e{};
    e.events = EPOLLIN;
    e.data.ptr = &k;
    epoll_ctl(ep, EPOLL_CTL_ADD, k.fd, &e);
  };
  auto go = [&](C& k, bool again) {
    if (!again) {
      if (sent >= total || now() - a > maxs) {
        k.busy = false;
        return;
      }
      k.req = sent++;
    }
    k.busy = true;
    std::string r = "GET " + L[k.req % L.size()] + " HTTP/1.1\r\nHost: " + v[1] + "\r\n" + H + "\r\n";
    k.t0 = now();
    if (send(k.fd, r.data(), r.size(), MSG_NOSIGNAL) != ssize_t(r.size())) {
      retry++;
      close(k.fd);
      conn(k);
      if (send(k.fd, r.data(), r.size(), MSG_NOSIGNAL) < 0) {
        perror("send");
        exit(1);
      }
    }
  };
  for (auto& k : cs) {
    conn(k);
  }
  for (auto& k : cs) go(k, false);
  epoll_event ev[256];
  for (;;) {
    bool any = false;
    for (auto& k : cs) any |= k.busy;
    if (!any) break;
    int n = epoll_wait(ep, ev, 256, 1000);
    if (n <= 0 && now() - a > maxs + 60) break;
    for (int i = 0; i < n; i++) {
      C& k = *(C*)ev[i].data.ptr;
      ssize_t r = recv(k.fd, buf.data(), buf.size(), 0);
      bool eof = r <= 0;
      if (!eof) k.in.append(buf.data(), size_t(r));
      if (!k.busy) {
        if (eof) {
          close(k.fd);
        }
        continue;
      }
      size_t e = k.in.find("\r\n\r\n");
      bool fin = false;
      bool close_after = false;
      if (e != std::string::npos) {
        std::string h = k.in.substr(0, e);
        for (auto& x : h) x = char(tolower(x));
        int code = atoi(h.c_str() + 9);
        auto p = h.find("content-length:");
        size_t bl = 0;
        close_after = h.find("connection: close") != std::string::npos;
        if (p != std::string::npos) {
          bl = strtoul(h.c_str() + p + 15, 0, 10);
          fin = k.in.size() >= e + 4 + bl;
        } else if (h.find("chunked") != std::string::npos) {
          fin = k.in.size() >= 5 && k.in.compare(k.in.size() - 5, 5, "0\r\n\r\n") == 0;
          bl = k.in.size() - e - 4;
        } else if (code == 204 || code == 304)
          fin = true;
        else {
          fin = eof;
          bl = k.in.size() - e - 4;
        }
        if (fin) {
          codes[code]++;
          bytes += bl;
          if (!bl) empty++;
          lat.push_back(now() - k.t0);
          done++;
          k.in.clear();
          if (eof || close_after) {
            close(k.fd);
            conn(k);
          }
          go(k, false);
          continue;
        }
      }
      if (eof) {
        retry++;
        if (retry > 1000) {
          puts("too many retries");
          return 1;
        }
        close(k.fd);
        k.in.clear();
        conn(k);
        go(k, true);
      }
    }
  }
  double el = now() - a;
  std::sort(lat.begin(), lat.end());
  auto p = [&](double q) { return lat.empty() ? 0 : lat[size_t(double(lat.size() - 1) * q)] * 1e3; };
  printf("%zu req in %.2f s = %.0f req/s, %.1f MB/s, avg %.0f B, empty %zu, lat ms p50 %.2f p99 %.2f max %.2f, codes",
         done, el, double(done) / el, double(bytes) / el / 1e6, double(bytes) / double(std::max<size_t>(1, done)),
         empty, p(.5), p(.99), p(1));
  for (auto& x : codes) printf(" %d:%zu", x.first, x.second);
  printf(" retries %zu\n", retry);
}
