// Command kubelet stands in for the kubelet of a node: it answers the API server's requests to run a
// command in a pod, with Kubernetes' own streaming code. What the command says is asked of the test,
// at the address -behind, since the container would be the test's, too. It prints its port.
package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"time"

	"k8s.io/apimachinery/pkg/types"
	protocols "k8s.io/apimachinery/pkg/util/remotecommand"
	"k8s.io/client-go/tools/remotecommand"
	"k8s.io/client-go/util/cert"
	streaming "k8s.io/kubelet/pkg/cri/streaming/remotecommand"
	"k8s.io/utils/exec"
)

// What the test says of a command: see kubelet.ts.
type answer struct {
	Missing bool
	Stdout  string
	Stderr  string
	Code    int
	// Whether the node is lost after the output, before the command has ended.
	Lost bool
}

type connectionKey struct{}

type container struct{ behind string }

// ExecInContainer runs a command as a container runtime would.
func (c container) ExecInContainer(ctx context.Context, _ string, _ types.UID, _ string, command []string, _ io.Reader, stdout, stderr io.WriteCloser, _ bool, _ <-chan remotecommand.TerminalSize, _ time.Duration) error {
	said, err := c.ask(ctx, command)
	if err != nil {
		return err
	}
	if said.Missing {
		return fmt.Errorf("exec: %q: executable file not found in $PATH", command[0])
	}
	if _, err := io.Copy(stdout, strings.NewReader(said.Stdout)); err != nil {
		return err
	}
	if stderr != nil {
		if _, err := io.Copy(stderr, strings.NewReader(said.Stderr)); err != nil {
			return err
		}
	}
	if said.Lost {
		ctx.Value(connectionKey{}).(net.Conn).Close()
		return errors.New("the node is lost")
	}
	if said.Code != 0 {
		return exec.CodeExitError{Err: fmt.Errorf("exit status %d", said.Code), Code: said.Code}
	}
	return nil
}

func (c container) ask(ctx context.Context, command []string) (said answer, err error) {
	body, err := json.Marshal(command)
	if err != nil {
		return said, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.behind, bytes.NewReader(body))
	if err != nil {
		return said, err
	}
	reply, err := http.DefaultClient.Do(request)
	if err != nil {
		return said, err
	}
	defer reply.Body.Close()
	return said, json.NewDecoder(reply.Body).Decode(&said)
}

// ServeHTTP takes /exec/NAMESPACE/POD/CONTAINER?command=…
func (c container) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	parts := strings.Split(strings.Trim(request.URL.Path, "/"), "/")
	if len(parts) != 4 || parts[0] != "exec" {
		http.NotFound(w, request)
		return
	}
	options, err := streaming.NewOptions(request)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	streaming.ServeExec(w, request, c, parts[2], "", parts[3], request.URL.Query()["command"], options,
		time.Hour, time.Minute, protocols.SupportedStreamingProtocols)
}

func main() {
	behind := flag.String("behind", "", "the `URL` that is asked what commands say")
	flag.Parse()
	certificate, key, err := cert.GenerateSelfSignedCertKey("127.0.0.1", nil, nil)
	if err != nil {
		log.Fatal(err)
	}
	pair, err := tls.X509KeyPair(certificate, key)
	if err != nil {
		log.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	server := http.Server{
		Handler: container{*behind},
		ConnContext: func(ctx context.Context, connection net.Conn) context.Context {
			return context.WithValue(ctx, connectionKey{}, connection)
		},
		TLSConfig: &tls.Config{Certificates: []tls.Certificate{pair}, NextProtos: []string{"http/1.1"}},
	}
	log.Fatal(server.ServeTLS(listener, "", ""))
}
