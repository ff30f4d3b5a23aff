"""What a scenario pack is; and the packs themselves."""
