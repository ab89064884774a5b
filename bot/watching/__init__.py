"""What watches over the running bot, and whom it tells."""
