"""From services on the network to files, byte for byte; `kgraph.read` reads them."""
