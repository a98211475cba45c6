export default function FleetPage() {
  return <p class="loading">To be built</p>;
}
