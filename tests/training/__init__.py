"""Programs that learn weights of the product from our own labelled papers; see the README beside this."""
