"""One widget a module: attributes come down, messages go up."""
