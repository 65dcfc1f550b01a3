"""Where keys live: a certificate file today; a token or a remote signing service offers the same ``Hand``."""
