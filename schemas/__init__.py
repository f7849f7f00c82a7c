"""The datasets: a frozen record each, and its Parquet schema beside it."""
